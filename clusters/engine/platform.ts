import { EngineError } from './engine-error.ts';

/** @throws EngineError on Windows itself, where a Docker may well answer. WSL 2 is Linux. */
export function demandPlatform(platform: NodeJS.Platform = process.platform): void {
  if (platform !== 'win32') return;
  throw new EngineError(
    'Kindling runs on Linux and macOS, and this is Windows',
    'use WSL 2, with Node and Docker in it: https://docs.docker.com/desktop/features/wsl/',
  );
}
