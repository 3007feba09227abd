/** A pod has no process on the node: it has ended, or does not run yet. */
export class NoProcess extends Error {
  override readonly name = 'NoProcess';
}
