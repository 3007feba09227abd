import type { Metric } from './metric.ts';
import { exitCodes, RunnerError } from './runner-error.ts';
import type { ModuleExports } from './script-modules.ts';
import type { MetricType } from './sink.ts';
import type { VirtualUser } from './virtual-user.ts';

/** `k6/metrics` (https://grafana.com/docs/k6/latest/javascript-api/k6-metrics/). */
export function metricsModule(user: VirtualUser): ModuleExports {
  return {
    Counter: metricClass(user, 'counter'),
    Gauge: metricClass(user, 'gauge'),
    Rate: metricClass(user, 'rate'),
    Trend: metricClass(user, 'trend'),
  };
}

function metricClass(user: VirtualUser, type: MetricType) {
  return class {
    readonly name: string;
    readonly #metric: Metric;

    constructor(name: string, isTime = false) {
      if (user.initialized)
        throw new RunnerError(exitCodes.scriptException, `metric ${name}: metrics must be made while the script loads`);
      this.#metric = user.run.metrics.define(name, type, isTime ? 'time' : 'default');
      this.name = name;
    }

    add(value: unknown, tags?: Readonly<Record<string, unknown>>): void {
      if (user.scenario === undefined) {
        throw new RunnerError(
          exitCodes.scriptException,
          `metric ${this.name}: values cannot be added while the script loads`,
        );
      }
      const number = Number(value);
      if (!Number.isFinite(number)) {
        user.run.log.write(
          'warning',
          `'${String(value)}' is an invalid value for metric '${this.name}', a number or a boolean is expected`,
        );
      } else if (!user.over) {
        user.run.push(
          this.#metric,
          type === 'rate' && number !== 0 ? 1 : number,
          user.sampleTags({}, tags),
          user.sampleMetadata(),
        );
      }
    }
  };
}
