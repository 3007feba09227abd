import { request } from 'node:http';

/** Whether a Docker API answers at `dockerHost` (a `unix://` address) within two seconds. */
export function dockerAnswers(dockerHost: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const ping = request(
      { socketPath: dockerHost.replace('unix://', ''), path: '/_ping', signal, timeout: 2000 },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    ping.on('timeout', () => ping.destroy());
    ping.on('error', () => resolve(false));
    ping.end();
  });
}
