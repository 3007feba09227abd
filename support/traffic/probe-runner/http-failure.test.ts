import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import test from 'node:test';
import { exchange } from './http-exchange.ts';
import { failureOf } from './http-failure.ts';

/** Sends one POST to a server that treats connections like this. */
async function meet(treat: (socket: Socket) => void, timeoutMs = 200) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    treat(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ended = await post(server, timeoutMs);
  for (const socket of sockets) socket.destroy();
  server.close();
  return ended;
}

function post(server: Server, timeoutMs: number) {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return exchange({
    method: 'POST',
    url: `http://127.0.0.1:${port}/`,
    headers: {},
    body: null,
    timeoutMs,
    agent: new Agent(),
  });
}

const half = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf';
const treatments: readonly (readonly [string, number, (socket: Socket) => void])[] = [
  ['an RST before the answer', 1220, (socket) => socket.once('data', () => socket.resetAndDestroy())],
  ['a FIN before the answer', 1000, (socket) => socket.once('data', () => socket.end())],
  [
    'an RST within the answer',
    1220,
    (socket) => socket.once('data', () => socket.write(half, () => setImmediate(() => socket.resetAndDestroy()))),
  ],
  ['a FIN within the answer', 1000, (socket) => socket.once('data', () => socket.end(half))],
  ['silence', 1050, () => {}],
  ['silence within the answer', 1050, (socket) => socket.once('data', () => socket.write(half))],
  ['an answer that is no HTTP', 1000, (socket) => socket.once('data', () => socket.end('hello\r\n\r\n'))],
];

for (const [what, code, treat] of treatments) {
  test(`${what} is ${code} and leaves no answer`, async () => {
    const { failure, answer, timings } = await meet(treat);
    assert.equal(failure?.code, code, failure?.message);
    assert.equal(answer, undefined);
    assert.ok(timings.connecting > 0 && timings.duration > 0);
  });
}

test('nobody listens: 1212, and no time was spent on a connection', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ended = post(server, 200);
  server.close();
  const { failure, timings } = await ended;
  assert.equal(failure?.code, 1212);
  assert.ok(Object.values(timings).every((time) => time === 0));
});

const errors = [
  [1211, { code: 'ETIMEDOUT', syscall: 'connect' }],
  [1213, { code: 'EHOSTUNREACH', syscall: 'connect' }],
  [1213, { code: 'ENETUNREACH', syscall: 'connect' }],
  [1210, { syscall: 'connect' }],
  [1101, { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
  [1100, { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }],
  [1201, { code: 'EPIPE', syscall: 'write' }],
  [1212, { code: 'ECONNREFUSED', syscall: 'write' }],
] as const;

for (const [code, fields] of errors) {
  test(`${JSON.stringify(fields)} is ${code}`, () => {
    assert.equal(failureOf(Object.assign(new Error('x'), fields)).code, code);
  });
}

test('of the errors of several addresses the first counts', () => {
  const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' });
  assert.equal(failureOf(new AggregateError([refused, new Error('y')])).code, 1212);
});
