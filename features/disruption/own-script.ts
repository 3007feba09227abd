// What a client of yours does, as a k6 script: 20 requests per second for 20 seconds, each over a connection of its own.
import { check } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import type { Options } from 'k6/options';

const doors = (__ENV['KINDLING_DOORS'] ?? '').split(',');

export const options: Options = {
  scenarios: {
    client: {
      executor: 'constant-arrival-rate',
      rate: 20,
      timeUnit: '1s',
      duration: '20s',
      preAllocatedVUs: 50,
      maxVUs: 50,
      gracefulStop: '3s',
    },
  },
  thresholds: {
    // Without the count a script that sent nothing would pass.
    http_reqs: ['count>300'],
    'http_req_failed{stream:fresh}': ['rate<0.01'],
    http_req_duration: ['p(99)<1000'],
  },
};

export default async function (): Promise<void> {
  const door = doors[exec.scenario.iterationInTest % doors.length] ?? '';
  const response = await http.asyncRequest('GET', door, null, {
    headers: { Connection: 'close' },
    // Kindling counts what is tagged so in its own claims: "no request failed".
    tags: { stream: 'fresh' },
    timeout: 2000,
  });
  check(response, { 'a pod said its name': ({ body }) => typeof body === 'string' && body.startsWith('rng-') });
}
