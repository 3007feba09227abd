import { GenericContainer } from 'testcontainers';
import { exactName } from './image-name.ts';

/** A container of an image as the engine has it: testcontainers alone would look for it in a mirror of Docker Hub, where one is set. */
export class ExactImageContainer extends GenericContainer {
  /** @param image its reference in the engine. */
  constructor(image: string) {
    super(image);
    this.imageName = exactName(image);
    this.createOpts.Image = image;
  }
}
