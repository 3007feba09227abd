// HTTP endpoints on 127.0.0.1 that are out of order by schedule. Usage: node outage-target.ts COUNT
// Prints its ports; then takes a schedule as a line of JSON and prints each outage with its true times once it is over.
// Ends with its stdin.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as pass } from 'node:timers/promises';
import { now } from '../timeline/recorder.ts';
import { type OutageKind, type PlannedOutage, SLOW_MS } from './outage.ts';

class Endpoint {
  readonly #name: string;
  #server: Server | undefined;
  #outage: OutageKind | undefined;
  #port = 0;

  constructor(name: string) {
    this.#name = name;
  }

  get port(): number {
    return this.#port;
  }

  async open(): Promise<void> {
    const server = createServer({ keepAliveTimeout: 0 }, (request, response) => this.#answer(request, response));
    const listening = Promise.withResolvers<void>();
    server.once('error', listening.reject).listen(this.#port, '127.0.0.1', listening.resolve);
    await listening.promise;
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  begin(kind: OutageKind): void {
    this.#outage = kind;
    if (kind !== 'refuse') return;
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  async end(): Promise<void> {
    const kind = this.#outage;
    this.#outage = undefined;
    if (kind === 'refuse') await this.open();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const answer = () => void response.end(`${this.#name}\n`);
    if (this.#outage === undefined) answer();
    else if (this.#outage === 'reset') request.socket.resetAndDestroy();
    else if (this.#outage === 'close') request.socket.destroy();
    else if (this.#outage === 'slow') setTimeout(answer, SLOW_MS);
    // A request that stalls is never answered, and one that is refused never arrives.
  }
}

const count = Number(process.argv[2]);
const endpoints = Array.from({ length: count }, (_, index) => new Endpoint(`endpoint-${index}`));
await Promise.all(endpoints.map((endpoint) => endpoint.open()));
console.log(JSON.stringify(endpoints.map(({ port }) => port)));

const commands = createInterface(process.stdin);
commands.on('close', () => process.exit(0));
process.on('SIGINT', () => {});
commands.once('line', (line) => void keep(JSON.parse(line) as PlannedOutage[]));

async function keep(outages: readonly PlannedOutage[]): Promise<void> {
  const start = now();
  for (const outage of outages) {
    await pass(Math.max(0, start + outage.afterMs - now()));
    const hit = endpoints.filter((_, index) => outage.endpoint === undefined || outage.endpoint === index);
    const from = now();
    for (const endpoint of hit) endpoint.begin(outage.kind);
    // Timers come up to a millisecond early, and the true end is what was measured anyway.
    await pass(outage.lengthMs);
    await Promise.all(hit.map((endpoint) => endpoint.end()));
    console.log(JSON.stringify({ ...outage, from, to: now() }));
  }
}
