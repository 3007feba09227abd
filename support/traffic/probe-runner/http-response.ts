import type { Exchange } from './http-exchange.ts';

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Refuse = (what: string, instead?: string) => never;

/** The response object that scripts get (https://grafana.com/docs/k6/latest/javascript-api/k6-http/response/), without HTML, cookies and TLS. */
export function httpResponse(ended: Exchange, sent: Sent, responseType: string, refuse: Refuse) {
  const { answer, failure, timings } = ended;
  const status = answer?.message.statusCode ?? 0;
  const refused = (name: string) => () => refuse(`response.${name}`);
  return {
    status,
    status_text: answer === undefined ? '' : `${status} ${answer.message.statusMessage}`,
    url: sent.url,
    proto: answer === undefined ? '' : `HTTP/${answer.message.httpVersion}`,
    headers: answer === undefined ? {} : canonicalHeaders(answer.message.rawHeaders),
    /** None, or more than this knows of. */
    get cookies() {
      return answer?.message.headers['set-cookie'] === undefined ? {} : refuse('response.cookies');
    },
    body: bodyOf(answer?.body, responseType, refuse),
    error: failure?.message ?? '',
    // k6 gives an answer of 400 and above the code 1000 + status, and no error text.
    error_code: failure?.code ?? (status >= 400 ? 1000 + status : 0),
    timings,
    remote_ip: ended.remoteAddress,
    remote_port: ended.remotePort,
    request: {
      ...sent,
      headers: Object.fromEntries(Object.entries(sent.headers).map(([name, value]) => [name, [value]])),
    },
    json: (selector?: string) => {
      if (selector !== undefined) refuse('a selector of response.json', 'take the value from response.json()');
      return JSON.parse(answer?.body.toString() ?? '');
    },
    html: refused('html'),
    submitForm: refused('submitForm'),
    clickLink: refused('clickLink'),
  };
}

function bodyOf(body: Buffer | undefined, type: string, refuse: Refuse): string | ArrayBuffer | null {
  if (type === 'none' || body === undefined) return null;
  if (type === 'text') return body.toString('utf8');
  if (type === 'binary') return Uint8Array.from(body).buffer;
  return refuse(`responseType ${type}`, 'use text, binary or none');
}

/** Headers under Go's canonical names ("x-pod" is X-Pod), repeated ones joined, as k6 has them. */
export function canonicalHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
    const value = raw[i + 1] ?? '';
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return headers;
}
