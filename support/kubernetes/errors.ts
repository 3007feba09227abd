/** What was asked, for the text of an error. */
export interface Asked {
  /** `https://127.0.0.1:6443`. */
  readonly server: string;
  readonly method: string;
  readonly path: string;
}

/** The one error of this folder: the API server said no, or said nothing. */
export class KubernetesError extends Error {
  override readonly name = 'KubernetesError';
  /** HTTP status; 0 when there was no answer. */
  readonly code: number;
  /** `reason` of the server's Status (`NotFound`, `Conflict`, …); without an answer the cause's code (`ECONNREFUSED`, `Timeout`, …). */
  readonly reason: string;
  /** The object the server spoke of, as `pods/rng-x7k2p`, when it said so. */
  readonly object: string | undefined;

  constructor(
    message: string,
    facts: { readonly code: number; readonly reason: string; readonly object?: string | undefined },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = facts.code;
    this.reason = facts.reason;
    this.object = facts.object;
  }
}

/** The object does not exist (404). Also true of an API path that the server does not serve. */
export function isNotFound(error: unknown): boolean {
  return error instanceof KubernetesError && error.code === 404;
}

/** A precondition (uid, resourceVersion) did not hold, or the name is taken (409). */
export function isConflict(error: unknown): boolean {
  return error instanceof KubernetesError && error.code === 409;
}

/** The resourceVersion is older than what the server remembers (410; in a watch also with reason `Expired`). */
export function isGone(error: unknown): boolean {
  return error instanceof KubernetesError && (error.code === 410 || error.reason === 'Expired');
}

/** How a request ends that nobody is there to answer; a certificate that does not fit is an answer, of somebody else. */
const NOBODY = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'Timeout'],
  ...['UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
]);

/**
 * The API server is away: nobody answered, or what answered in its stead (a load balancer, a server that starts or stops) said that it
 * cannot serve now (502, 503, 504). A refusal (4xx) and an internal error (500) are answers.
 */
export function isServerAway(error: unknown): boolean {
  if (!(error instanceof KubernetesError)) return false;
  return error.code === 0 ? NOBODY.has(error.reason) : error.code >= 502 && error.code <= 504;
}

/** A `meta/v1 Status`, as far as errors need it. */
export interface Status {
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly kind?: string; readonly name?: string };
}

/** An answer that is not 2xx, or an ERROR event of a watch. `body` is a Status or, from proxies and 401s, any text. */
export function answerError(
  code: number,
  body: string | Status,
  asked: Asked,
  options?: ErrorOptions,
): KubernetesError {
  const status = typeof body === 'string' ? parseStatus(body) : body;
  const reason = status.reason || `HTTP ${code}`;
  const details = status.details;
  const object = details?.name ? `${details.kind ?? 'object'}/${details.name}` : undefined;
  const said = status.message || 'the server gave no message';
  const message = `${asked.method} ${asked.path}: ${said} (${code} ${reason})`;
  return new KubernetesError(message, { code, reason, object }, options);
}

/** A request that got no whole answer. Says which server, what was asked and the code of the cause. */
export function networkError(cause: unknown, asked: Asked): KubernetesError {
  const { code, text } = causeOf(cause);
  const message = `${asked.method} ${asked.path}: no answer from API server ${asked.server}: ${text}${hint(code)}`;
  return new KubernetesError(message, { code: 0, reason: code }, { cause });
}

/**
 * Turns whatever a call of client-node threw into a `KubernetesError`, which it passes through.
 * Needed only where client-node is called other than through `KubernetesClient`, whose errors are of this type already.
 */
export function toKubernetesError(error: unknown): KubernetesError {
  if (error instanceof KubernetesError) return error;
  const asked = { server: '(unknown)', method: 'call', path: 'of the Kubernetes API' };
  if (error instanceof Error && 'code' in error && typeof error.code === 'number' && 'body' in error) {
    return answerError(error.code, typeof error.body === 'string' ? error.body : '', asked, { cause: error });
  }
  return networkError(error, asked);
}

function parseStatus(body: string): Status {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // Not JSON: a proxy's page, or the plain text of an API server that is starting or stopping.
  }
  return { message: body.trim().slice(0, 500) };
}

/** Code and text of the innermost cause that has a code: fetch and undici wrap the one that matters. */
export function causeOf(error: unknown): { readonly code: string; readonly text: string } {
  let found: { code: string; text: string } | undefined;
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at.name === 'TimeoutError') found = { code: 'Timeout', text: at.message };
    else if ('code' in at && typeof at.code === 'string') found = { code: at.code, text: `${at.message} (${at.code})` };
  }
  return found ?? { code: 'Unknown', text: error instanceof Error ? error.message : String(error) };
}

function hint(code: string): string {
  switch (code) {
    case 'ECONNREFUSED':
      return '. Nothing listens there: is the cluster running, and is the kubeconfig of this cluster?';
    case 'Timeout':
      return '. The server is overloaded or its node is paused; look at the node container';
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return ". The server's certificate is not of the kubeconfig's authority: another cluster has taken this port";
    default:
      return '';
  }
}
