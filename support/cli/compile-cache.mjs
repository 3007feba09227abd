import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Stripping types and compiling take longer than all else that comes before the first step of a run on a cluster that is up.
// JavaScript, so that a run that finds everything in the cache need not even load what strips types.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/kindling'));
