import type { Instant, ProbeSample, StreamName } from '../timeline/facts.ts';
import { MeterError } from './meter-error.ts';
import { outcomeOf } from './outcome.ts';

/** One request, as the probe script told it. */
export interface Sample
  extends Pick<
    ProbeSample,
    | 'stream'
    | 'request'
    | 'startedAt'
    | 'durationMs'
    | 'outcome'
    | 'status'
    | 'errorCode'
    | 'pod'
    | 'connection'
    | 'flow'
  > {
  /** When it should have been sent. Too early by a period for each request of the stream dropped before it. */
  readonly dueAt: Instant;
  /** Index into the doors of its stream. */
  readonly door: number;
}

/** What a line of the generator's output tells. */
export type Reading =
  | { readonly kind: 'sample'; readonly sample: Sample }
  /** Requests that were due at `at` and never sent. */
  | { readonly kind: 'dropped'; readonly stream: StreamName; readonly count: number; readonly at: Instant };

interface Line {
  readonly type: string;
  readonly metric: string;
  readonly data: {
    readonly time?: string;
    readonly value?: number | null;
    readonly tags?: Readonly<Record<string, string>> | null;
    readonly metadata?: Readonly<Record<string, string>>;
  };
}

/**
 * Reads one line of `--out json` (https://grafana.com/docs/k6/latest/results-output/real-time/json/).
 * @returns undefined for a line that says nothing about requests of the probe script.
 * @throws {MeterError} when the line is no JSON or lacks what the probe script writes.
 */
export function readSample(text: string): Reading | undefined {
  const { type, metric, data } = parse(text);
  if (type !== 'Point') return undefined;
  if (metric === 'dropped_iterations') {
    const at = Date.parse(data.time ?? '');
    return { kind: 'dropped', stream: streamOf(data.tags?.['scenario'], text), count: finite(data.value, text), at };
  }
  if (metric !== 'probe_latency') return undefined;
  const { tags, metadata } = data;
  const status = finite(tags?.['status'], text);
  const errorCode = finite(tags?.['error_code'], text);
  const stream = streamOf(tags?.['scenario'], text);
  // A datagram's answer has no status.
  const answered = stream === 'udp' && errorCode === 0;
  const connection = connectionOf(tags?.['connection'], text);
  const ending = { errorCode, status, error: metadata?.['error'] ?? '' };
  const connected = stream !== 'udp' && connection !== 'none';
  return {
    kind: 'sample',
    sample: {
      stream,
      request: finite(metadata?.['request'], text),
      startedAt: finite(metadata?.['start'], text),
      dueAt: finite(metadata?.['due'], text),
      durationMs: finite(data.value, text),
      outcome: answered ? 'ok' : outcomeOf({ ...ending, connected }),
      status,
      errorCode,
      pod: tags?.['pod'] || undefined,
      door: finite(tags?.['door'], text),
      connection,
      ...(tags?.['flow'] === undefined ? {} : { flow: finite(tags['flow'], text) }),
    },
  };
}

function parse(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch (cause) {
    throw new MeterError(`samples: expected a line of JSON, found ${text.slice(0, 200)}`, { cause });
  }
}

function finite(value: number | string | null | undefined, text: string): number {
  const number = value === '' ? Number.NaN : Number(value ?? Number.NaN);
  if (Number.isFinite(number)) return number;
  throw new MeterError(`samples: a number is missing or no number in ${text.slice(0, 600)}`);
}

function streamOf(name: string | undefined, text: string): StreamName {
  if (name === 'fresh' || name === 'keepalive' || name === 'control' || name === 'udp') return name;
  throw new MeterError(`samples: unknown stream ${name} in ${text.slice(0, 600)}`);
}

function connectionOf(name: string | undefined, text: string): ProbeSample['connection'] {
  if (name === 'new' || name === 'reused' || name === 'none') return name;
  throw new MeterError(`samples: unknown connection ${name} in ${text.slice(0, 600)}`);
}
