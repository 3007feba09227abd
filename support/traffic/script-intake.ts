import type { Instant, ProbeSample, ScriptCheck, StreamName } from '../timeline/facts.ts';
import { type FactSink, now } from '../timeline/recorder.ts';
import { generatorSkewMs } from './generator-clock.ts';
import type { Meter, ScriptPlan } from './meter.ts';
import { MeterError } from './meter-error.ts';
import { outcomeOf } from './outcome.ts';

interface Point {
  readonly type: string;
  readonly metric: string;
  readonly data: {
    readonly time: string;
    readonly value: number;
    readonly tags: Readonly<Record<string, string>> | null;
  };
}

/** What is known of a request whose points are coming: a point a metric, all with its time and tags. */
interface Request {
  duration?: number;
  blocked?: number;
  connecting?: number;
}

/** k6's error code for whatever has none of its own, which its text tells apart. */
const OTHER_ERROR = '1000';

const PARTS: Readonly<Record<string, keyof Request>> = {
  http_req_duration: 'duration',
  http_req_blocked: 'blocked',
  http_req_connecting: 'connecting',
};

/**
 * Turns what a user's script leaves into facts: a request that the script tagged `stream: 'fresh'` or `'keepalive'` becomes a
 * `probe-sample` that claims about clients are asked of. k6 tags a request's samples before the script sees the answer, so the pod
 * is not known, nor when it was due. The door is the one that the request's URL leads to, or that its tag `door` names as HOST:PORT:
 * a script that gives a request a `name` needs it, for k6 has that name for the URL too.
 */
export class ScriptIntake {
  readonly #meter: Pick<Meter, 'name' | 'version' | 'priority'>;
  readonly #plan: ScriptPlan;
  readonly #sink: FactSink;
  readonly #pending = new Map<string, Request>();
  readonly #numbers = new Map<StreamName, number>();
  readonly #checks = new Map<string, { passed: number; failed: number }>();
  readonly #skewMs = generatorSkewMs();
  #begun = false;
  #cut = Number.POSITIVE_INFINITY;
  #requests = 0;
  #dropped = 0;

  constructor(meter: Pick<Meter, 'name' | 'version' | 'priority'>, plan: ScriptPlan, sink: FactSink) {
    this.#meter = meter;
    this.#plan = plan;
    this.#sink = sink;
  }

  /** A request has ended, of whatever tags. */
  get begun(): boolean {
    return this.#begun;
  }

  /** All requests, tagged or not, and iterations that were due and never began. */
  get counts(): { readonly requests: number; readonly dropped: number } {
    return { requests: this.#requests, dropped: this.#dropped };
  }

  /** The script's checks so far, by name. */
  get checks(): ScriptCheck[] {
    return [...this.#checks].map(([name, { passed, failed }]) => ({ name, passed, failed }));
  }

  /** From now on only requests that have ended before this count: those that are interrupted did not fail. */
  cut(at: Instant): void {
    this.#cut = at;
  }

  /** Takes whole lines. @throws {MeterError} when one cannot be read, or a tagged request does not tell how it ended. */
  take(lines: readonly string[]): void {
    for (const line of lines) {
      const { type, metric, data } = parse(line);
      if (type !== 'Point') continue;
      const at = Date.parse(data.time) + this.#skewMs;
      if (at > this.#cut) continue;
      if (metric === 'dropped_iterations') this.#dropped += data.value;
      if (metric === 'checks') this.#count(data);
      if (metric === 'http_reqs') this.#requests += 1;
      const part = PARTS[metric];
      if (part !== undefined) this.#gather(part, at, data);
    }
  }

  #count({ value, tags }: Point['data']): void {
    const name = tags?.['check'] ?? 'a check without a name';
    const count = this.#checks.get(name) ?? { passed: 0, failed: 0 };
    if (value === 0) count.failed += 1;
    else count.passed += 1;
    this.#checks.set(name, count);
  }

  #gather(part: keyof Request, at: Instant, { time, value, tags }: Point['data']): void {
    const key = `${time} ${JSON.stringify(tags)}`;
    const request = { ...this.#pending.get(key), [part]: value };
    this.#pending.set(key, request);
    const { duration, blocked, connecting } = request;
    if (duration === undefined || blocked === undefined || connecting === undefined) return;
    this.#pending.delete(key);
    this.#announce();
    this.#append(at, { duration, blocked, connecting }, tags ?? {});
  }

  #announce(): void {
    if (this.#begun) return;
    this.#begun = true;
    const { name, version, priority } = this.#meter;
    const doors = this.#plan.doors.map(({ node, url }) => ({ node, url }));
    const meter = { name, version };
    this.#sink.append({
      ...{ type: 'traffic-started', at: now(), meter, priority: priority.name, script: this.#plan.script },
      ...{ streams: [], doors, timeoutMs: 60_000 },
    });
  }

  #append(
    at: Instant,
    { duration, blocked, connecting }: Required<Request>,
    tags: Readonly<Record<string, string>>,
  ): void {
    const { stream } = tags;
    if (stream !== 'fresh' && stream !== 'keepalive') return;
    const request = this.#numbers.get(stream) ?? 0;
    this.#numbers.set(stream, request + 1);
    const durationMs = blocked + duration;
    this.#demandEnding(tags);
    const status = Number(tags['status']);
    const errorCode = Number(tags['error_code'] ?? 0);
    const failed = errorCode !== 0 && errorCode < 1400;
    const connection = connecting > 0 ? 'new' : failed && durationMs === 0 ? 'none' : 'reused';
    const sample: Omit<ProbeSample, 'seq' | 'at'> = {
      ...{
        type: 'probe-sample',
        stream,
        request,
        startedAt: at - durationMs,
        lateMs: 0,
        durationMs,
        status,
        errorCode,
      },
      outcome: outcomeOf({ errorCode, status, error: tags['error'] ?? '', connected: connection !== 'none' }),
      ...{ pod: undefined, door: this.#doorOf(tags), connection },
    };
    this.#sink.append({ ...sample, at });
  }

  /** How a request ended is in system tags, and a script may choose to have none of them. */
  #demandEnding({ status, error_code, error }: Readonly<Record<string, string>>): void {
    const missing =
      (status === undefined && 'status') ||
      (status === '0' && error_code === undefined && 'error_code') ||
      (error_code === OTHER_ERROR && error === undefined && 'error');
    if (!missing) return;
    throw new MeterError(
      `script ${this.#plan.script}: a request tagged with a stream has no tag ${missing}, so how it ended is not known: ` +
        'its options.systemTags must have status, error_code and error',
    );
  }

  #doorOf({ url, door }: Readonly<Record<string, string>>): string {
    const nodeOf = (host: string | undefined) =>
      this.#plan.doors.find((planned) => URL.parse(planned.url)?.host === host)?.node;
    return nodeOf(URL.parse(url ?? '')?.host) ?? nodeOf(door) ?? 'no door';
  }
}

function parse(text: string): Point {
  try {
    return JSON.parse(text) as Point;
  } catch (cause) {
    throw new MeterError(`samples: expected a line of JSON, found ${text.slice(0, 200)}`, { cause });
  }
}
