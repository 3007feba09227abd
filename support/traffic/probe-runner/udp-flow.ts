import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
// Not the global ones, which are the script's.
import { clearTimeout, setTimeout } from 'node:timers';
import { clock } from './clock.ts';
import { failureOf, type HttpFailure, timeoutFailure } from './http-failure.ts';

/** How a datagram ended. */
export interface UdpExchange {
  /** What came back; undefined when nothing did. */
  readonly answer: string | undefined;
  /** In k6's terms, as those of requests; undefined with an answer. */
  readonly failure: HttpFailure | undefined;
  /** From sending to the answer or the failure, in ms. */
  readonly durationMs: number;
}

/** A socket with one source port and one destination: what conntrack takes for one flow. */
export class UdpFlow {
  readonly #socket: Socket;
  /** Ends those that are under way, the one that was sent last at the end. */
  readonly #waiting: ((end: { readonly answer: string } | { readonly failure: HttpFailure }) => void)[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (message) => this.#waiting.at(-1)?.({ answer: message.toString() }));
    // The kernel tells a connected socket of an ICMP answer by an error of its next system call.
    socket.on('error', (error) => this.#waiting.at(-1)?.({ failure: udpFailure(error) }));
    socket.unref();
  }

  /** Opens a flow. @throws when there is no local port left. */
  static async open(host: string, port: number): Promise<UdpFlow> {
    const socket = createSocket('udp4');
    socket.connect(port, host);
    await once(socket, 'connect');
    return new UdpFlow(socket);
  }

  /**
   * Sends a datagram and waits for what comes back. Answers carry no number: one counts for the datagram that was sent last, which a
   * pod answers within a few ms or not at all.
   * @param timeoutMs nothing within this time is a failure.
   */
  async exchange(payload: string, timeoutMs: number): Promise<UdpExchange> {
    const startedAt = clock();
    const { promise, resolve } = Promise.withResolvers<{ answer: string } | { failure: HttpFailure }>();
    this.#waiting.push(resolve);
    const timer = setTimeout(() => resolve({ failure: timeoutFailure(true) }), timeoutMs);
    this.#socket.send(payload, (error) => {
      if (error) resolve({ failure: udpFailure(error) });
    });
    // An end counts once, so who has ended must not be asked again.
    const end = await promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.splice(this.#waiting.indexOf(resolve), 1);
    });
    const durationMs = clock() - startedAt;
    return 'answer' in end
      ? { answer: end.answer, failure: undefined, durationMs }
      : { answer: undefined, failure: end.failure, durationMs };
  }

  close(): void {
    this.#socket.close();
  }
}

/** "Port unreachable" is to a datagram what a refused dial is to a connection. */
function udpFailure(error: Error): HttpFailure {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ECONNREFUSED' ? { code: 1212, message: 'udp: port unreachable' } : failureOf(error);
}
