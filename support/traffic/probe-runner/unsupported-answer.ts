import type { IncomingMessage } from 'node:http';

/** Those that k6 follows, given a Location. */
const redirects = [301, 302, 303, 307, 308];
/** Those that k6 decodes; a body in another is left as it is, here too. */
const encodings = ['gzip', 'deflate', 'br', 'zstd'];

/** What the script asked for. */
interface Asked {
  readonly url: string;
  /** Redirects to follow. */
  readonly redirects: number;
  readonly responseType: string;
}

/** What k6 would do with an answer that the probe runner does not do, for `TestRun.refuse`; undefined if they do the same. */
export function unsupportedIn(
  { statusCode = 0, headers }: IncomingMessage,
  asked: Asked,
): readonly [what: string, instead: string] | undefined {
  if (asked.redirects > 0 && redirects.includes(statusCode) && headers.location) {
    return [`following the redirect of ${asked.url}`, 'set maxRedirects: 0'];
  }
  const given = (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim().toLowerCase());
  const encoding = given.find((one) => encodings.includes(one));
  if (encoding !== undefined && asked.responseType !== 'none') {
    return [`the Content-Encoding ${encoding} of ${asked.url}`, "discard the body by responseType: 'none'"];
  }
  return undefined;
}
