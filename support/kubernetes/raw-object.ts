/** `metadata` of an object as the API server writes it: times are RFC 3339 strings, what is empty is absent. */
export interface RawMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly uid: string;
    readonly controller?: boolean;
  }[];
}

/**
 * An object as JSON from the API server. Not the generated types of client-node: those claim that times are `Date`,
 * which is true of lists and false of watches. Items of a list carry neither `kind` nor `apiVersion`.
 */
export interface RawObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: RawMetadata;
  readonly spec?: unknown;
  readonly status?: unknown;
}

/** A list as JSON from the API server. */
export interface RawList {
  readonly metadata: { readonly resourceVersion: string };
  /** Absent or null when the server has none, depending on the type. */
  readonly items?: readonly RawObject[] | null;
}
