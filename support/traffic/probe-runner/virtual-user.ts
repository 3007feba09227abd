import { Agent } from 'node:http';
import type { Tags } from './metric.ts';
import { RunnerError } from './runner-error.ts';
import type { RunningScenario } from './running-scenario.ts';
import { ScriptCall } from './script-call.ts';
import type { TestRun } from './test-run.ts';

/** k6 keeps `batchPerHost` idle connections per host and virtual user, 6 by default. */
const idleConnectionsPerHost = 6;

/** What a virtual user's instance of the script exports. */
export type ScriptExports = Readonly<Record<string, unknown>>;

/** One virtual user: an instance of the script with its connections, which runs one iteration at a time. */
export class VirtualUser {
  readonly run: TestRun;
  /** From 1; 0 is the one that reads the options and makes the summary. */
  readonly id: number;
  readonly agent = new Agent({ keepAlive: true, maxFreeSockets: idleConnectionsPerHost });
  /** Set by the script, they stay on every later sample until overwritten. */
  readonly tags: Record<string, unknown> = {};
  readonly metadata: Record<string, unknown> = {};
  exports: ScriptExports = {};
  /** False while the script's top level runs, where some of the API is off limits and the rest needs it. */
  initialized = false;
  /** The scenario it iterates for. */
  scenario: RunningScenario | undefined;
  /** Number of the current iteration within its scenario, from 0. */
  iterationInTest = 0;
  /** Iterations it began. */
  iterations = 0;
  /** The iteration under way, or the last one. */
  call: ScriptCall | undefined;
  /** Which statuses are expected; null: none is asked. Set by the script. */
  expectsStatus: ((status: number) => boolean) | null = (status) => status >= 200 && status < 400;
  #interrupted = false;

  constructor(run: TestRun, id: number) {
    this.run = run;
    this.id = id;
  }

  /** Nothing that the script does now has an effect: it was stopped and does not know. */
  get over(): boolean {
    return this.#interrupted || this.run.stopped.aborted || ScriptCall.current?.over === true;
  }

  /** Gives its iteration up, for good: whatever still comes of it counts no more. */
  interrupt(): void {
    this.#interrupted = true;
    this.call?.timers.close();
  }

  /** Tells of what an iteration threw: an error that ends the run does so, anything else is logged, as in k6. */
  report(error: unknown): void {
    if (error instanceof RunnerError) {
      this.run.stop(error);
      return;
    }
    const scenario = this.scenario?.plan.name;
    this.run.log.write('error', String((error as Error)?.stack ?? error), { source: 'stacktrace', scenario });
  }

  /** The tags of a sample that this user leaves now. */
  sampleTags(
    system: Readonly<Record<string, string | undefined>>,
    given: Readonly<Record<string, unknown>> = {},
  ): Tags {
    const { run, scenario } = this;
    return {
      ...run.systemTags({ scenario: scenario?.plan.name, ...system }),
      ...scenario?.plan.tags,
      ...texts(this.tags),
      ...texts(given),
    };
  }

  /** The metadata of a sample that this user leaves now. */
  sampleMetadata(): Tags {
    return {
      ...this.run.systemTags({ vu: String(this.id), iter: String(this.iterations - 1) }),
      ...texts(this.metadata),
    };
  }
}

function texts(values: Readonly<Record<string, unknown>>): Tags {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
