// Runs a program and ends it when stdin closes, which the kernel does when the parent dies, by kill -9 too.
// Usage: node supervisor.ts PROGRAM ARGUMENT...
import { spawn } from 'node:child_process';
import process from 'node:process';

/** k6 stops its load at the first SIGINT; this long to write out what it has, for load must be gone 2 s after the parent. */
const graceMs = 1500;
/** k6's exit code for "interrupted". */
const interrupted = 105;

const [program, ...args] = process.argv.slice(2);
if (program === undefined) throw new Error('usage: node supervisor.ts PROGRAM ARGUMENT...');

let ending = false;
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', (error) => {
  console.error(`${program} cannot be started: ${error.message}`);
  process.exit(127);
});
child.on('exit', (code, signal) => {
  if (code === null) console.error(`${program} was killed by ${signal}`);
  process.exit(code ?? (ending ? interrupted : 1));
});

function end(): void {
  if (ending) return;
  ending = true;
  child.kill('SIGINT');
  setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
}

process.stdin.on('end', end).on('error', end).on('close', end).resume();
process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end);
