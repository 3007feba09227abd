/** What a check reads and sets of the host that it looks at; tests hand in hosts of their own. */
export interface Host {
  readonly platform: NodeJS.Platform;
  readonly root: boolean;
  /** The text of a file, undefined when it cannot be read. */
  read(path: string): string | undefined;
  write(path: string, text: string): void;
  /** Bytes that this user may still write where a folder lies; undefined when the folder is not on this host. */
  freeBytes(folder: string): number | undefined;
}

/** What the host is to be fit for. */
export interface HostPlan {
  /** How many nodes the cluster has. */
  readonly nodes: number;
  /** Where the engine keeps images and containers, as the engine names it; undefined when it is not known yet. */
  readonly dataRoot: string | undefined;
  /** Kindling's cache. */
  readonly cache: string;
  /** Whether the engine is started by Kindling and so has the powers of this process; a user's Docker has its own. */
  readonly embedded: boolean;
}

/** What a check came to. */
export type Verdict = { readonly subject: string; readonly found: string } & (
  | { readonly level: 'ok' }
  /** Too low, and this process can set it: `set` does. It stays set until the host starts again. */
  | { readonly level: 'settable'; readonly set: () => void }
  | { readonly level: 'warning' | 'error'; readonly remedy: string }
);

/** Looks at one thing of the host. Changes nothing. */
export type HostCheck = (host: Host, plan: HostPlan) => readonly Verdict[];
