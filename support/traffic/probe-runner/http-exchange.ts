import { type Agent, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
// Not the global ones, which are the script's.
import { clearTimeout, setTimeout } from 'node:timers';
import { clock } from './clock.ts';
import { failureOf, type HttpFailure, timeoutFailure } from './http-failure.ts';

/** A request to send. */
export interface ExchangeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
  /** From dialling to the end of the body, in ms. */
  readonly timeoutMs: number;
  readonly agent: Agent;
}

/** Parts of a request's time, in ms, as k6 has them: `blocked` includes `connecting`; a failed dial leaves all of them 0. */
export interface Timings {
  readonly blocked: number;
  readonly connecting: number;
  readonly tls_handshaking: number;
  readonly sending: number;
  readonly waiting: number;
  readonly receiving: number;
  readonly duration: number;
}

/** How a request ended: with a whole answer, or with a failure and nothing of an answer. */
export interface Exchange {
  readonly answer: { readonly message: IncomingMessage; readonly body: Buffer } | undefined;
  readonly failure: HttpFailure | undefined;
  readonly timings: Timings;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly endedAt: number;
}

/** Sends a request once: node:http never sends it again on another connection. Never rejects. */
export function exchange({ method, url, headers, body, timeoutMs, agent }: ExchangeRequest): Promise<Exchange> {
  return new Promise((resolve) => {
    const start = clock();
    let connected = 0;
    let connecting = 0;
    let sent = 0;
    let answered = 0;
    let socket: Socket | undefined;
    let ended = false;
    const end = (answer: Exchange['answer'], failure: HttpFailure | undefined) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      const endedAt = clock();
      resolve({
        answer,
        failure,
        timings: timings({ start, connected, connecting, sent, answered, endedAt }),
        remoteAddress: socket?.remoteAddress ?? '',
        remotePort: socket?.remotePort ?? 0,
        endedAt,
      });
      if (failure !== undefined) client.destroy();
    };
    const client = request(url, { method, headers, agent });
    const timer = setTimeout(() => end(undefined, timeoutFailure(connected > 0)), timeoutMs);
    client.once('socket', (given) => {
      socket = given;
      const dialled = clock();
      if (!given.connecting) {
        connected = dialled;
        return;
      }
      given.once('connect', () => {
        connected = clock();
        // Above 0 is what tells a new connection from a reused one.
        connecting = Math.max(connected - dialled, 0.001);
      });
    });
    client.once('finish', () => {
      sent = clock();
    });
    client.on('error', (error) => end(undefined, failureOf(error)));
    client.once('response', (message) => {
      answered = clock();
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('error', (error) => end(undefined, failureOf(error)));
      message.once('end', () => end({ message, body: Buffer.concat(chunks) }, undefined));
    });
    client.end(body ?? undefined);
  });
}

interface Instants {
  readonly start: number;
  readonly connected: number;
  readonly connecting: number;
  readonly sent: number;
  readonly answered: number;
  readonly endedAt: number;
}

function timings({ start, connected, connecting, sent, answered, endedAt }: Instants): Timings {
  const none = { blocked: 0, connecting: 0, tls_handshaking: 0, sending: 0, waiting: 0, receiving: 0, duration: 0 };
  if (connected === 0) return none;
  // A small request is "finished" into a buffer before the connection stands.
  const wrote = Math.min(Math.max(sent, connected), endedAt);
  const firstByte = answered === 0 ? endedAt : Math.max(answered, wrote);
  return {
    ...none,
    blocked: connected - start,
    connecting,
    sending: wrote - connected,
    waiting: firstByte - wrote,
    receiving: endedAt - firstByte,
    duration: endedAt - connected,
  };
}
