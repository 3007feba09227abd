import type { ProbeOutcome } from '../timeline/facts.ts';

/** What a generator says about how a request ended. */
export interface Ending {
  /** k6's error code, 0 for none. */
  readonly errorCode: number;
  /** The error's text, empty for none. */
  readonly error: string;
  /** HTTP status, 0 without an answer. */
  readonly status: number;
  /** Whether it had a connection, new or kept; a UDP flow is none. */
  readonly connected: boolean;
}

/** k6's error codes (https://grafana.com/docs/k6/latest/javascript-api/error-codes/) that mean one outcome by themselves. */
const outcomes: Readonly<Record<number, ProbeOutcome>> = {
  1100: 'unreachable',
  1101: 'unreachable',
  // Broken pipe: the peer had closed before the request was written.
  1201: 'closed',
  1210: 'unreachable',
  1211: 'timeout',
  1212: 'refused',
  1213: 'unreachable',
  1220: 'reset',
};

/** Texts of code 1000 ("other") for a connection closed without an answer: Go's, then Node's. */
const closedTexts = ['EOF', 'closed', 'socket hang up'];

/** Code of a request whose own time was up. */
const REQUEST_TIMEOUT = 1050;

/** Sorts the end of a request into the outcome that clients would tell apart. Only a 2xx answer is `ok`. */
export function outcomeOf({ errorCode, error, status, connected }: Ending): ProbeOutcome {
  const known = outcomes[errorCode];
  if (known !== undefined) return known;
  // k6 gives it also to a dial that the request's time cut short: 1211 only where the dialler itself said so
  // (RoundTrip in lib/netext/httpext/transport.go). So the connection decides, not the code.
  if (errorCode === REQUEST_TIMEOUT) return connected ? 'stalled' : 'timeout';
  // k6 gives 1000 + the status for a status of 400 and above.
  if (errorCode >= 1400 && errorCode < 1600) return 'http-status';
  if (errorCode !== 0) return closedTexts.some((text) => error.includes(text)) ? 'closed' : 'other';
  if (status >= 200 && status < 300) return 'ok';
  return status > 0 ? 'http-status' : 'other';
}
