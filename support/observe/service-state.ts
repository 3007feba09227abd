import type { RawObject } from '../kubernetes/raw-object.ts';
import type { ServiceState } from '../timeline/facts.ts';
import { refOf } from './object-ref.ts';

interface Service {
  readonly spec?: {
    readonly selector?: Readonly<Record<string, string>>;
    readonly clusterIP?: string;
    readonly sessionAffinity?: string;
    readonly externalTrafficPolicy?: string;
    readonly ports?: readonly { readonly nodePort?: number }[];
  };
}

/** What Kindling keeps of a Service. `clusterIP` of a headless one is `None`, as the API has it. */
export function serviceState(raw: RawObject): ServiceState {
  const { spec } = raw as Service;
  return {
    ...refOf('Service', raw),
    selector: spec?.selector ?? {},
    clusterIP: spec?.clusterIP,
    // One number may serve several protocols.
    nodePorts: [...new Set(spec?.ports?.flatMap(({ nodePort }) => (nodePort === undefined ? [] : [nodePort])))],
    ...(spec?.sessionAffinity !== undefined && { sessionAffinity: spec.sessionAffinity }),
    ...(spec?.externalTrafficPolicy !== undefined && { externalTrafficPolicy: spec.externalTrafficPolicy }),
  };
}
