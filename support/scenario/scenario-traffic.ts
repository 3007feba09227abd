import { join } from 'node:path';
import type { Claim } from '../expect/claim.ts';
import { noRequestFailed, type Sent, trafficFlows } from '../expect/claims/traffic.ts';
import { eventually } from '../expect/expectations.ts';
import type { Instant, NewFact } from '../timeline/facts.ts';
import { now } from '../timeline/recorder.ts';
import type { TrafficRun } from '../traffic/meter.ts';
import type { Scenario } from './scenario.ts';

/** A request without an answer after this long has failed. */
const REQUEST_MS = 2000;
/** Long enough for every member to be hit by chance. */
const FLOWING_MS = 60_000;
/** No scenario is that long; traffic that nobody ends must end all the same. */
const MOST_MS = 20 * 60_000;

/** Requests per second over new connections, and over such as are kept open. */
export interface Rates {
  readonly fresh: number;
  readonly keepalive?: number;
}

/** The traffic of one scenario: requests to every node's door of its Service. */
export class ScenarioTraffic {
  readonly #scenario: Scenario;
  readonly #traffic: TrafficRun;
  readonly #since: Instant;

  private constructor(scenario: Scenario, traffic: TrafficRun, since: Instant) {
    this.#scenario = scenario;
    this.#traffic = traffic;
    this.#since = since;
  }

  /** Starts it, hands it out, and returns when every member has answered. @param carry gets it as soon as it runs. */
  static async start(
    scenario: Scenario,
    service: string,
    { fresh, keepalive = 0 }: Rates,
    carry: (traffic: ScenarioTraffic) => void,
  ): Promise<void> {
    const { run, nodePort, signal, id } = scenario;
    const from = now();
    const doors = run.cluster.doors(nodePort).map(({ node, url }) => ({ node, url: `${url}/hostname` }));
    const streams = [
      { stream: 'fresh', ratePerSecond: fresh },
      ...(keepalive > 0 ? [{ stream: 'keepalive', ratePerSecond: keepalive } as const] : []),
    ] as const;
    const plan = { streams, doors, timeoutMs: REQUEST_MS, maxDurationMs: MOST_MS, folder: join(run.folder, id) };
    const sink = { append: (fact: NewFact) => run.timeline.append({ ...fact, scenario: id }) };
    const traffic = await run.meter.start(plan, sink, signal);
    carry(new ScenarioTraffic(scenario, traffic, from));
    await scenario.becomes(trafficFlows(service, from), FLOWING_MS);
    const { at } = sink.append({ type: 'traffic-flows', service });
    carry(new ScenarioTraffic(scenario, traffic, at));
  }

  /** Aborts when traffic breaks off by itself. */
  get broken(): AbortSignal {
    return this.#traffic.broken;
  }

  /** Proves that no request failed since the traffic was known to flow. */
  async noRequestFailed(): Promise<void> {
    await this.proves(noRequestFailed);
  }

  /** Proves a claim about the requests that were sent since the traffic was known to flow, up to now. */
  async proves(claim: (sent: Sent) => Claim): Promise<void> {
    const until = now();
    const { source, signal } = this.#scenario;
    const signals = AbortSignal.any([signal, this.broken]);
    await eventually(claim({ from: this.#since, until }), {
      source,
      signal: signals,
      since: until,
      withinMs: 0,
    });
  }

  /** Ends it in good order: every request that was sent leaves its sample. */
  async stop(): Promise<void> {
    await this.#traffic.stop();
  }

  /** Ends it at once, if it has not ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#traffic[Symbol.asyncDispose]();
  }
}
