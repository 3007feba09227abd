import { type UdpExchange, UdpFlow } from './udp-flow.ts';

/** So many flows in a row that led to nobody new: of five equal pods, one is passed over once in a thousand times. */
const ENOUGH_IN_VAIN = 31;

/** A datagram with the flow that it took. */
export interface FlowExchange extends UdpExchange {
  /** Of this door, from 0. */
  readonly flow: number;
  /** The flow was there before. */
  readonly kept: boolean;
}

/**
 * The flows to one door. New ones are opened, one for each datagram, until they lead to nobody new: the first to each who answers
 * is kept. From then on those that are kept take turns, for good, wherever they may lead later.
 */
export class UdpFlows {
  readonly #host: string;
  readonly #port: number;
  readonly #kept: { readonly number: number; readonly flow: UdpFlow }[] = [];
  readonly #reached = new Set<string>();
  #opened = 0;
  #inVain = 0;
  #turn = 0;

  /** @param door `udp://HOST:PORT` */
  constructor(door: string) {
    const { hostname, port } = new URL(door);
    this.#host = hostname;
    this.#port = Number(port);
  }

  /** Sends a datagram over the flow whose turn it is. */
  async exchange(payload: string, timeoutMs: number): Promise<FlowExchange> {
    // Every other datagram tries what is kept already, so that it is known to hold as soon as it is.
    const kept = this.#inVain >= ENOUGH_IN_VAIN || this.#turn++ % 2 === 1 ? this.#next() : undefined;
    if (kept !== undefined) return { ...(await kept.flow.exchange(payload, timeoutMs)), flow: kept.number, kept: true };
    const number = this.#opened++;
    const flow = await UdpFlow.open(this.#host, this.#port);
    const ended = await flow.exchange(payload, timeoutMs);
    if (ended.answer !== undefined && !this.#reached.has(ended.answer)) {
      this.#reached.add(ended.answer);
      this.#kept.push({ number, flow });
      this.#inVain = 0;
    } else {
      flow.close();
      if (ended.answer !== undefined) this.#inVain++;
    }
    return { ...ended, flow: number, kept: false };
  }

  #next() {
    const next = this.#kept.shift();
    if (next !== undefined) this.#kept.push(next);
    return next;
  }
}
