interface Cookie {
  readonly name: string;
  readonly domain: string;
  /** For the host that set it alone. */
  readonly hostOnly: boolean;
  readonly path: string;
  /** In ms since the epoch. */
  readonly expiresAt: number;
}

/**
 * Cookies that answers have set. k6 sends them back and the probe runner does not, so it must know which request would have carried
 * one: RFC 6265, sections 5.1 to 5.4, for http alone.
 */
export class UnsentCookies {
  readonly #cookies = new Map<string, Cookie>();

  /** Keeps what an answer from this URL sets. @param headers the values of its `Set-Cookie` headers. */
  keep(url: string, headers: readonly string[]): void {
    const from = new URL(url);
    for (const header of headers) {
      const cookie = parse(from, header);
      if (cookie === undefined) continue;
      const key = [cookie.name, cookie.domain, cookie.path].join(' ');
      // A cookie that has expired deletes the one that was there.
      this.#cookies.delete(key);
      this.#cookies.set(key, cookie);
    }
  }

  /** Name of a cookie that a request to this URL would carry; undefined if there is none. */
  dueTo(url: string): string | undefined {
    if (this.#cookies.size === 0) return undefined;
    const { hostname, pathname } = new URL(url);
    const due = [...this.#cookies.values()].find(
      ({ domain, hostOnly, path, expiresAt }) =>
        Date.now() < expiresAt &&
        (hostname === domain || (!hostOnly && hostname.endsWith(`.${domain}`))) &&
        (pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)),
    );
    return due?.name;
  }
}

/** @returns undefined for a cookie that never comes back over http, or from that host must not be set. */
function parse({ hostname, pathname }: URL, header: string): Cookie | undefined {
  const [pair = '', ...rest] = header.split(';');
  const [name = ''] = pair.split('=', 1);
  const attributes = new Map(
    rest.map((attribute): [string, string] => {
      const [key = '', ...value] = attribute.split('=');
      return [key.trim().toLowerCase(), value.join('=').trim()];
    }),
  );
  const domain = (attributes.get('domain') ?? '').replace(/^\./, '').toLowerCase();
  const ours = domain === '' || domain === hostname || hostname.endsWith(`.${domain}`);
  if (!pair.includes('=') || name.trim() === '' || attributes.has('secure') || !ours) return undefined;
  const path = attributes.get('path') ?? '';
  return {
    name: name.trim(),
    domain: domain || hostname,
    hostOnly: domain === '',
    path: path.startsWith('/') ? path : pathname.slice(0, pathname.lastIndexOf('/')) || '/',
    expiresAt: expiryOf(attributes),
  };
}

function expiryOf(attributes: ReadonlyMap<string, string>): number {
  const seconds = Number.parseInt(attributes.get('max-age') ?? '', 10);
  if (!Number.isNaN(seconds)) return Date.now() + seconds * 1000;
  const expires = Date.parse(attributes.get('expires') ?? '');
  return Number.isNaN(expires) ? Number.POSITIVE_INFINITY : expires;
}
