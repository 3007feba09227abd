import type { Door, TrafficPlan } from './meter.ts';
import { MeterError } from './meter-error.ts';

/** A client leaves about 60 s of TIME_WAIT per fresh connection: above this rate local ports run out. */
const maxRatePerSecond = 300;
const maxDurationMs = 3_600_000;
const maxTimeoutMs = 60_000;
/** A virtual user costs about 3 MB in k6. */
const maxVirtualUsers = 1500;

/**
 * Virtual users of a stream, by the rule of probe-script.ts: one is idle whenever a request is due, though every request
 * waits for its timeout and a busy machine held the generator up for a quarter of a second.
 */
function virtualUsers(ratePerSecond: number, timeoutMs: number): number {
  return Math.ceil((ratePerSecond * (timeoutMs + 250)) / 1000) + 5;
}

/** Refuses a plan that would load something other than a door on this machine, or load it without bounds. */
export function checkPlan(plan: TrafficPlan): void {
  between('timeoutMs', plan.timeoutMs, 1, maxTimeoutMs);
  between('maxDurationMs', plan.maxDurationMs, 1000, maxDurationMs);
  // k6 separates the settings of a log file by commas.
  if (plan.folder.includes(',')) throw new MeterError(`traffic plan: folder ${plan.folder} has a comma in it`);
  const flowing = plan.streams.filter(({ ratePerSecond }) => ratePerSecond !== 0);
  if (flowing.length === 0) throw new MeterError('traffic plan: no stream has a rate above 0, expected at least one');
  if (new Set(flowing.map(({ stream }) => stream)).size < flowing.length) {
    throw new MeterError('traffic plan: a stream is named twice; give each stream once');
  }
  for (const { stream, ratePerSecond, doors } of flowing) {
    between(`rate of stream ${stream}`, ratePerSecond, 1, maxRatePerSecond);
    if (stream === 'control' && doors === undefined) {
      throw new MeterError(
        'traffic plan: stream control has no doors of its own; it must knock at an untouched target',
      );
    }
    if (stream === 'udp' && doors === undefined) {
      throw new MeterError('traffic plan: stream udp has no doors of its own; it needs such as udp://127.0.0.1:30080');
    }
    checkDoors(stream, doors ?? plan.doors);
  }
  const users = flowing.reduce((sum, { ratePerSecond }) => sum + virtualUsers(ratePerSecond, plan.timeoutMs), 0);
  if (users > maxVirtualUsers) {
    throw new MeterError(
      `traffic plan: rates times timeout need ${users} virtual users, at most ${maxVirtualUsers}; lower a rate or the timeout`,
    );
  }
}

/** Whether some of the plan's requests are datagrams, which the probe runner alone can send: k6 has no UDP. */
export function sendsDatagrams({ streams }: Pick<TrafficPlan, 'streams'>): boolean {
  return streams.some(({ stream, ratePerSecond }) => stream === 'udp' && ratePerSecond > 0);
}

function between(what: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new MeterError(`traffic plan: ${what} is ${value}, expected a whole number from ${least} to ${most}`);
}

function checkDoors(stream: string, doors: readonly Door[]): void {
  if (doors.length === 0) throw new MeterError(`traffic plan: stream ${stream} has no door to knock at`);
  const protocol = stream === 'udp' ? 'udp:' : 'http:';
  const hosts = stream === 'udp' ? ['127.0.0.1'] : ['127.0.0.1', 'localhost'];
  for (const { node, url } of doors) {
    const parsed = URL.parse(url);
    if (parsed?.protocol !== protocol || !hosts.includes(parsed.hostname)) {
      const expected = `${protocol}// on ${hosts.join(' or ')}`;
      throw new MeterError(`traffic plan: door of node ${node} is ${url}, expected ${expected}`);
    }
    // The script takes its doors as a comma-separated list.
    if (url.includes(',')) throw new MeterError(`traffic plan: door of node ${node} is ${url}, a comma is not allowed`);
  }
}
