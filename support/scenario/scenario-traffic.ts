import { join, resolve } from 'node:path';
import type { Claim } from '../expect/claim.ts';
import { keptTrafficFlows, type Sent, trafficFlows } from '../expect/claims/traffic.ts';
import { udpFlowsLead } from '../expect/claims/udp-flows.ts';
import { eventually } from '../expect/expectations.ts';
import { InstrumentBlind } from '../expect/verdict-errors.ts';
import type { Instant, NewFact } from '../timeline/facts.ts';
import { now } from '../timeline/recorder.ts';
import { doorsAnswer } from '../traffic/doors-answer.ts';
import type { Meter, PlannedStream, ScriptRun, TrafficRun } from '../traffic/meter.ts';
import { probeRunner } from '../traffic/probe-runner-meter.ts';
import { type ControlTarget, startControlTarget } from '../traffic/start-control-target.ts';
import type { Scenario } from './scenario.ts';

/** A request without an answer after this long has failed. */
const REQUEST_MS = 2000;
/** Long enough for every member to be hit by chance. */
const FLOWING_MS = 60_000;
/** No scenario is that long; traffic that nobody ends must end all the same. */
const MOST_MS = 20 * 60_000;
/** Enough to see the machine stand still, few enough to be no load of its own. */
const CONTROL_PER_SECOND = 10;

/** Requests per second over new connections, over such as are kept open, and as datagrams over UDP flows that are kept. */
export interface Rates {
  readonly fresh: number;
  readonly keepalive?: number;
  readonly udp?: number;
}

/** The traffic of one scenario: requests to every node's door of its Service, and some to an untouched target on this host. */
export class ScenarioTraffic {
  /** The Service that it goes to. */
  readonly service: string;
  readonly #scenario: Scenario;
  readonly #traffic: TrafficRun | ScriptRun;
  /** A script brings no control stream. */
  readonly #control: ControlTarget | undefined;
  #since: Instant;

  private constructor(
    scenario: Scenario,
    service: string,
    traffic: TrafficRun | ScriptRun,
    control: ControlTarget | undefined,
    since: Instant,
  ) {
    this.#scenario = scenario;
    this.service = service;
    this.#traffic = traffic;
    this.#control = control;
    this.#since = since;
  }

  /** Starts it, hands it out, and returns when every member has answered. @param carry gets it as soon as it runs. */
  static async start(
    scenario: Scenario,
    service: string,
    { fresh, keepalive = 0, udp = 0 }: Rates,
    carry: (traffic: ScenarioTraffic) => void,
  ): Promise<void> {
    const { run, signal, id } = scenario;
    demandDoors(scenario, service);
    await forgetEarlierTraffic(scenario);
    const from = now();
    await using cleanUp = new AsyncDisposableStack();
    const control = cleanUp.use(await startControlTarget(signal, run.meter.priority));
    const { doors, udpDoors, sink } = placesOf(scenario);
    const meter = udp > 0 ? meterOfDatagrams(run.meter) : run.meter;
    const streams: PlannedStream[] = [
      { stream: 'fresh', ratePerSecond: fresh },
      { stream: 'keepalive', ratePerSecond: keepalive },
      { stream: 'udp', ratePerSecond: udp, doors: udpDoors },
      { stream: 'control', ratePerSecond: CONTROL_PER_SECOND, doors: [control.door] },
    ];
    const plan = { streams, doors, timeoutMs: REQUEST_MS, maxDurationMs: MOST_MS, folder: join(run.folder, id) };
    const traffic = new ScenarioTraffic(scenario, service, await meter.start(plan, sink, signal), control, from);
    cleanUp.move();
    carry(traffic);
    await scenario.waitsFor(trafficFlows(service, from), FLOWING_MS);
    if (keepalive > 0) await scenario.waitsFor(keptTrafficFlows(service, from), FLOWING_MS);
    if (udp > 0) await scenario.waitsFor(udpFlowsLead(service, from), FLOWING_MS);
    traffic.#since = sink.append({ type: 'traffic-flows', service }).at;
  }

  /** Runs a k6 script of the user's once all doors answer, hands it out, and returns when a request of it has ended. */
  static async startScript(
    scenario: Scenario,
    script: string,
    carry: (traffic: ScenarioTraffic) => void,
  ): Promise<void> {
    const { run, signal, id } = scenario;
    const service = serviceBehindDoors(scenario);
    if (service === undefined) throw new Error(`no Service has the doors that script ${script} is to knock at`);
    const { doors, sink } = placesOf(scenario);
    const plan = { script, doors, maxDurationMs: MOST_MS, folder: resolve(run.folder, id) };
    await forgetEarlierTraffic(scenario);
    await doorsAnswer(doors, FLOWING_MS, signal);
    const from = now();
    const traffic = await run.meter.startScript(plan, sink, signal);
    carry(new ScenarioTraffic(scenario, service, traffic, undefined, from));
  }

  /** Waits until the script has ended by itself. @throws when traffic comes from no script. */
  async untilScriptEnded(): Promise<void> {
    if (!('finished' in this.#traffic)) throw new Error('no script runs: is "traffic from script …" missing?');
    await this.#traffic.finished;
  }

  /** Aborts when traffic breaks off by itself. */
  get broken(): AbortSignal {
    return this.#traffic.broken;
  }

  /** Proves a claim about the requests that were sent since the traffic was known to flow, up to now; of a script, up to its end. */
  async proves(claim: (sent: Sent) => Claim): Promise<void> {
    if ('finished' in this.#traffic) {
      await this.#traffic.finished;
      const { facts } = this.#scenario.source;
      if (!facts.some(({ type }) => type === 'probe-sample')) {
        throw new InstrumentBlind("the script tagged no request with stream: 'fresh' or 'keepalive'");
      }
    }
    const until = now();
    const { source, signal } = this.#scenario;
    const asking = { source, signal: AbortSignal.any([signal, this.broken]), since: until, withinMs: 0 };
    await eventually(claim({ from: this.#since, until }), asking);
  }

  /**
   * Ends it in good order: every request that was sent leaves its sample, but for those of a script that this interrupts.
   * @throws MeterError when it had broken off.
   */
  async stop(): Promise<void> {
    await this.#traffic.stop();
  }

  /** Ends it at once, if it has not ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#traffic[Symbol.asyncDispose]();
    } finally {
      await this.#control?.[Symbol.asyncDispose]();
    }
  }
}

/** The Service whose node port is the scenario's own: requests go there and nowhere else. */
function serviceBehindDoors(scenario: Scenario): string | undefined {
  return scenario.present('Service').find(({ nodePorts }) => nodePorts.includes(scenario.nodePort))?.name;
}

/** Claims about one Service that are measured at the doors of another would hold where the two share members. */
function demandDoors(scenario: Scenario, service: string): void {
  const behind = serviceBehindDoors(scenario);
  if (behind === service) return;
  const open = behind === undefined ? 'no Service has doors here' : `those here are service/${behind}'s`;
  throw new Error(
    `service/${service} has no doors that requests could go to: ${open}; the standard setup gives its Service some`,
  );
}

/**
 * A NodePort is lent to one scenario after the other, and clients' ports come again within the two minutes for which nodes remember
 * where they led: a request of this scenario would go to a pod of an earlier one.
 */
async function forgetEarlierTraffic({ run, nodePort, signal }: Scenario): Promise<void> {
  await run.cluster.forgetConnections(nodePort, signal);
}

/** k6 has no UDP, so the embedded runner measures where there are datagrams; the timeline names it. */
function meterOfDatagrams(meter: Meter): Meter {
  return meter.name === 'k6' ? probeRunner('k6 has no UDP', meter.priority) : meter;
}

/** Where a scenario's requests go, each of which asks for the name of the pod, and where their facts go. */
function placesOf({ run, nodePort, id }: Scenario) {
  const doors = run.cluster.doors(nodePort);
  return {
    doors: doors.map(({ node, url }) => ({ node, url: `${url}/hostname` })),
    udpDoors: doors.map(({ node, url }) => ({ node, url: url.replace(/^http:/, 'udp:') })),
    sink: { append: (fact: NewFact) => run.timeline.append({ ...fact, scenario: id }) },
  };
}
