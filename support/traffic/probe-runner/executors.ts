import { clock, until } from './clock.ts';
import type { RunningScenario } from './running-scenario.ts';
import type { VirtualUser } from './virtual-user.ts';

/** Starts all iterations of a scenario and resolves when no more will start; `running` holds those that still run. */
type Executor = (
  scenario: RunningScenario,
  users: readonly VirtualUser[],
  running: Set<Promise<void>>,
) => Promise<void>;

/** Runs a scenario to its end: its duration, then up to gracefulStop for iterations that still run. */
export async function execute(scenario: RunningScenario, users: readonly VirtualUser[]): Promise<void> {
  const { schedule, gracefulStopMs } = scenario.plan;
  const running = new Set<Promise<void>>();
  await executors[schedule.executor](scenario, users, running);
  const patience = new AbortController();
  const stopped = AbortSignal.any([scenario.run.stopped, patience.signal]);
  const latest = Math.max(clock(), scenario.startTime + schedule.durationMs) + gracefulStopMs;
  await Promise.race([Promise.all(running), until(latest, stopped)]);
  patience.abort();
  scenario.run.counts.interrupted += running.size;
  if (running.size > 0) for (const user of users) user.interrupt();
}

/**
 * Iteration i starts at start + i × period, whatever became of those before it: an open model, so that a slow server does
 * not slow the load down and hide itself. Without an idle virtual user the iteration is dropped, never made up for.
 */
async function constantArrivalRate(
  scenario: RunningScenario,
  users: readonly VirtualUser[],
  running: Set<Promise<void>>,
): Promise<void> {
  const { schedule } = scenario.plan;
  if (schedule.executor !== 'constant-arrival-rate') return;
  const idle = [...users];
  const end = scenario.startTime + schedule.durationMs;
  for (let i = 0; ; i += 1) {
    const due = scenario.startTime + i * schedule.periodMs;
    if (due >= end) break;
    await until(due, scenario.run.stopped);
    if (scenario.run.stopped.aborted) return;
    const user = idle.shift();
    if (user === undefined) {
      scenario.drop(1, due);
      continue;
    }
    const iteration = scenario.iterate(user).then(() => void idle.push(user));
    void track(iteration, running);
  }
  await until(end, scenario.run.stopped);
}

/** Each virtual user iterates until the duration has passed. */
async function constantVus(
  scenario: RunningScenario,
  users: readonly VirtualUser[],
  running: Set<Promise<void>>,
): Promise<void> {
  await looping(scenario, users, running, () => true);
}

/** Virtual users share a number of iterations. Those that nobody has begun when the time is up are dropped. */
async function sharedIterations(
  scenario: RunningScenario,
  users: readonly VirtualUser[],
  running: Set<Promise<void>>,
): Promise<void> {
  const { schedule } = scenario.plan;
  let left = schedule.executor === 'shared-iterations' ? schedule.iterations : 0;
  const another = () => {
    if (left === 0) return false;
    left -= 1;
    return true;
  };
  await looping(scenario, users, running, another);
  if (left > 0) scenario.drop(left, clock());
}

async function looping(
  scenario: RunningScenario,
  users: readonly VirtualUser[],
  running: Set<Promise<void>>,
  another: () => boolean,
): Promise<void> {
  const { run, startTime, plan } = scenario;
  const end = startTime + plan.schedule.durationMs;
  const loop = async (user: VirtualUser) => {
    while (clock() < end && !run.stopped.aborted && another()) {
      await scenario.iterate(user);
      // An iteration that awaits nothing would keep timers and the network from ever having their turn.
      await new Promise(setImmediate);
    }
  };
  const loops = Promise.all(users.map((user) => track(loop(user), running)));
  const done = new AbortController();
  await Promise.race([loops, until(end, AbortSignal.any([run.stopped, done.signal]))]);
  done.abort();
}

function track(work: Promise<void>, running: Set<Promise<void>>): Promise<void> {
  const tracked = work.finally(() => running.delete(tracked));
  running.add(tracked);
  return tracked;
}

const executors: Readonly<Record<RunningScenario['plan']['schedule']['executor'], Executor>> = {
  'constant-arrival-rate': constantArrivalRate,
  'constant-vus': constantVus,
  'shared-iterations': sharedIterations,
};
