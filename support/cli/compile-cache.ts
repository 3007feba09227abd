import { enableCompileCache } from 'node:module';
import { cacheFolder } from '../../clusters/host/cache.ts';

// Import it first. Compiling what a run imports takes longer than all else that comes before its first step.
enableCompileCache(cacheFolder('compiled'));
