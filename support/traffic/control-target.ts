// A target that nothing in a cluster touches: it answers every request with 204 until stdin closes, which the kernel does
// when the parent dies. Prints its port. In a process of its own, so that a busy harness does not slow it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';

const server = createServer((_request, response) => {
  response.writeHead(204).end();
});
server.on('error', (error) => {
  console.error(`cannot listen on 127.0.0.1: ${error.message}`);
  process.exit(1);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
const end = () => process.exit(0);
process.stdin.on('end', end).on('error', end).on('close', end).resume();
// Ctrl-C is for the harness, which then ends this in order.
process.on('SIGINT', () => {});
