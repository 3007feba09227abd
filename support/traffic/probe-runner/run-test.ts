import { clearInterval, setInterval } from 'node:timers';
import { pathToFileURL } from 'node:url';
import { parseRunnerArguments } from './arguments.ts';
import { clock, until } from './clock.ts';
import { executionModule } from './execution-module.ts';
import { execute } from './executors.ts';
import { httpModule } from './http-module.ts';
import { k6Module } from './k6-module.ts';
import { Log } from './log.ts';
import { metricsModule } from './metrics-module.ts';
import { readOptions } from './options.ts';
import { watchRejections } from './rejections.ts';
import { exitCodes, RunnerError, unsupported } from './runner-error.ts';
import { checkExec, RunningScenario } from './running-scenario.ts';
import { SampleOutput } from './sample-output.ts';
import type { ScenarioPlan } from './scenario-plan.ts';
import { ScriptCall } from './script-call.ts';
import { offerScriptGlobals } from './script-globals.ts';
import { type ModuleExports, offerScriptModules, scriptUrl } from './script-modules.ts';
import { exportSummary, writeSummary } from './summary.ts';
import { TestRun } from './test-run.ts';
import { defineThresholds } from './threshold.ts';
import { udpModule } from './udp-module.ts';
import { VirtualUser } from './virtual-user.ts';
import { warmUp } from './warm-up.ts';
import { crossedError, watchThresholds } from './watch-thresholds.ts';

const modules: Readonly<Record<string, (user: VirtualUser) => ModuleExports>> = {
  k6: k6Module,
  'k6/http': httpModule,
  'k6/metrics': metricsModule,
  'k6/execution': executionModule,
  'k6/x/udp': udpModule,
};

/**
 * Runs a script as `k6 run` would, and says how it ended by k6's exit code. Once in a process, for modules cannot be unloaded.
 * @param interrupt stops the run like k6's first SIGINT: at once, but with thresholds, summary and outputs.
 */
export async function runTest(
  argv: readonly string[],
  system: NodeJS.ProcessEnv,
  interrupt: AbortSignal,
): Promise<number> {
  const args = parseRunnerArguments(argv, system);
  using log = new Log(args.log);
  const output = args.samples === undefined ? undefined : new SampleOutput(args.samples);
  const run = new TestRun(args, log, output);
  const stop = () => run.stop(new RunnerError(exitCodes.interrupted, 'test run was interrupted'));
  if (interrupt.aborted) stop();
  interrupt.addEventListener('abort', stop, { once: true });
  using _rejections = watchRejections(run);
  try {
    return await runScript(run);
  } catch (error) {
    // What stopped the run was logged then, and comes before all that follows from it.
    if (error !== run.stopped.reason) log.write('error', String((error as Error).stack));
    const first = run.stopped.reason ?? error;
    return first instanceof RunnerError ? first.exitCode : exitCodes.other;
  } finally {
    await output?.close();
  }
}

async function runScript(run: TestRun): Promise<number> {
  const users: VirtualUser[] = [];
  offerScriptGlobals(run.arguments.environment);
  const make = (specifier: string, id: number) => {
    const user = users[id];
    return user === undefined ? undefined : modules[specifier]?.(user);
  };
  offerScriptModules(make, (what, instead) => run.refuse(what, instead));
  const first = await addUser(run, users);
  const { exports } = first;
  for (const name of ['setup', 'teardown']) if (name in exports) throw unsupported(`the exported function ${name}`);
  run.givenOptions = exports['options'] ?? {};
  run.options = readOptions(exports['options']);
  run.thresholds = run.arguments.thresholds ? defineThresholds(run.options.thresholds, run.metrics) : [];
  for (const scenario of run.options.scenarios) checkExec(scenario, exports);
  await runScenarios(run, users);
  return conclude(run, first);
}

/** Calls into the script outside of iterations. @throws what it throws; the reason when the run is stopped meanwhile. */
async function untilStopped<T>(user: VirtualUser, work: () => T | Promise<T>): Promise<T> {
  const { stopped } = user.run;
  const call = new ScriptCall(user);
  const stop = () => call.fail(stopped.reason);
  stopped.addEventListener('abort', stop, { once: true });
  try {
    return await call.run(work);
  } finally {
    stopped.removeEventListener('abort', stop);
  }
}

/** Adds a virtual user with its instance of the script. */
async function addUser(run: TestRun, users: VirtualUser[]): Promise<VirtualUser> {
  const user = new VirtualUser(run, users.length);
  users.push(user);
  const url = scriptUrl(pathToFileURL(run.arguments.script), user.id);
  try {
    user.exports = await untilStopped(user, () => import(url));
  } catch (cause) {
    if (cause instanceof RunnerError) throw cause;
    throw new RunnerError(exitCodes.scriptException, `${run.arguments.script}: ${(cause as Error).stack}`, { cause });
  }
  user.initialized = true;
  return user;
}

async function runScenarios(run: TestRun, users: VirtualUser[]): Promise<void> {
  const staffed: { plan: ScenarioPlan; own: VirtualUser[] }[] = [];
  for (const plan of run.options.scenarios) {
    const own: VirtualUser[] = [];
    while (own.length < plan.vus && !run.stopped.aborted) own.push(await addUser(run, users));
    staffed.push({ plan, own });
  }
  run.counts.users = users.length - 1;
  await warmUp();
  run.startedAt = clock();
  using _thresholds = watchThresholds(run);
  const gauges = setInterval(() => {
    run.pushBuiltIn('vus', run.counts.active, {});
    run.pushBuiltIn('vus_max', run.counts.users, {});
  }, 1000);
  const all = staffed.map(async ({ plan, own }) => {
    await until(run.startedAt + plan.startMs, run.stopped);
    await execute(new RunningScenario(plan, run), own);
  });
  await Promise.all(all).finally(() => clearInterval(gauges));
}

async function conclude(run: TestRun, user: VirtualUser): Promise<number> {
  const runMs = run.durationMs;
  const crossed = run.thresholds.filter((one) => !one.holds(runMs));
  if (crossed.length > 0) run.log.write('error', crossedError(crossed).message);
  const { handleSummary } = user.exports;
  const handle = (data: unknown) => untilStopped(user, () => (handleSummary as (data: unknown) => unknown)(data));
  await writeSummary(run, typeof handleSummary === 'function' ? handle : undefined, runMs);
  const { summaryExport } = run.arguments;
  if (summaryExport !== undefined) exportSummary(run, summaryExport, runMs);
  // The earliest error decides, as in k6: one that stopped the run comes before all that the end finds.
  if (run.stopped.aborted) return (run.stopped.reason as RunnerError).exitCode;
  if (run.markedFailed) return exitCodes.failed;
  return crossed.length > 0 ? exitCodes.thresholdCrossed : 0;
}
