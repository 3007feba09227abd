import timers from 'node:timers';
import { ScriptCall } from './script-call.ts';

/**
 * Gives scripts the globals that k6 has (https://grafana.com/docs/k6/latest/using-k6/execution-context-variables/) and Node has not or
 * has otherwise: `__ENV`, `__VU`, `__ITER`, and timers that an iteration waits for. `open` ends the run, as not supported. Code of the
 * probe runner itself keeps Node's timers.
 */
export function offerScriptGlobals(environment: Readonly<Record<string, string>>): void {
  Object.assign(globalThis, { __ENV: environment, open, setTimeout, setInterval, clearTimeout, clearInterval });
  // All virtual users share one global object.
  Object.defineProperties(globalThis, {
    __VU: { get: () => ScriptCall.current?.user.id },
    __ITER: { get: () => iterationOf(ScriptCall.current) },
  });
}

function iterationOf(call: ScriptCall | undefined): number | undefined {
  return call?.user.scenario === undefined ? undefined : call.user.iterations - 1;
}

function open(): unknown {
  return ScriptCall.current?.user.run.refuse('open()');
}

type Callback = (...given: unknown[]) => unknown;

function setTimeout(callback: Callback, delayMs = 0, ...given: unknown[]): unknown {
  const call = ScriptCall.current;
  if (call === undefined) return timers.setTimeout(callback, delayMs, ...given);
  return call.timers.set(() => callback(...given), delayMs, false);
}

function setInterval(callback: Callback, delayMs = 0, ...given: unknown[]): unknown {
  const call = ScriptCall.current;
  if (call === undefined) return timers.setInterval(callback, delayMs, ...given);
  return call.timers.set(() => callback(...given), delayMs, true);
}

function clearTimeout(timer: unknown): void {
  const call = ScriptCall.current;
  if (call === undefined) timers.clearTimeout(timer as NodeJS.Timeout);
  else call.timers.clear(timer);
}

const clearInterval = clearTimeout;
