import type { RawObject } from '../kubernetes/raw-object.ts';
import type { EventState } from '../timeline/facts.ts';
import { refOf } from './object-ref.ts';

interface Event {
  readonly reason?: string;
  readonly message?: string;
  readonly involvedObject?: { readonly kind?: string; readonly name?: string };
  readonly source?: { readonly component?: string };
  readonly reportingComponent?: string;
}

/** What Kindling keeps of a core/v1 Event. Its reporter is in one of two fields, depending on which client library wrote it. */
export function eventState(raw: RawObject): EventState {
  const { reason, message, involvedObject, source, reportingComponent } = raw as Event;
  return {
    ...refOf('Event', raw),
    reason: reason ?? '',
    message: message ?? '',
    about: { kind: involvedObject?.kind ?? '', name: involvedObject?.name ?? '' },
    reporter: reportingComponent || source?.component || '',
  };
}
