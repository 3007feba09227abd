import type { RawObject } from '../kubernetes/raw-object.ts';
import type { ControllerRef, Instant, ObjectRef } from '../timeline/facts.ts';

/** The identity of a raw object. Its kind is given, since items of a list do not carry it. */
export function refOf<K extends string>(kind: K, { metadata }: RawObject): ObjectRef & { readonly kind: K } {
  return { kind, namespace: metadata.namespace ?? '', name: metadata.name, uid: metadata.uid };
}

/** The ownerReference with `controller: true`, of which the API allows one. */
export function controllerOf({ metadata }: RawObject): ControllerRef | undefined {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  return owner === undefined ? undefined : { kind: owner.kind, name: owner.name, uid: owner.uid };
}

/** An RFC 3339 time of the API server in ms since the epoch. */
export function instant(time: string | undefined): Instant | undefined {
  return time === undefined ? undefined : Date.parse(time);
}
