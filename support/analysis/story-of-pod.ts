import { formatWorkload } from './owners.ts';
import { deletedAt, type PodLife } from './pods.ts';
import { formatLabels } from './selectors.ts';
import type { StoryEvent } from './story.ts';

/** What happened to one pod: made, relabelled, released or adopted, ready, deleted, gone. */
export function storyOfPod(pod: PodLife): StoryEvent[] {
  const object = pod.ref.name;
  const event = (at: number, what: string, detail: string, weight: StoryEvent['weight']): StoryEvent => {
    return { at, what, object, detail, weight };
  };
  const place = pod.node === undefined ? '' : `on ${pod.node}`;
  const [first] = pod.owners;
  const events: StoryEvent[] = [];
  if (pod.born) {
    const by = first?.workload === undefined ? '' : `by ${formatWorkload(first.workload)}`;
    events.push(event(pod.firstSeen, 'created', [by, place].filter((part) => part !== '').join(' '), 3));
  }
  for (const { at, key, from, to } of pod.labelChanges) {
    const now = to === undefined ? `${key} removed` : formatLabels({ [key]: to });
    events.push(event(at, 'relabelled', from === undefined ? now : `${now} (was ${formatLabels({ [key]: from })})`, 2));
  }
  for (const { at, kind, workload, controller } of pod.transitions) {
    const owner = workload === undefined ? `${controller.kind} ${controller.name}` : formatWorkload(workload);
    events.push(event(at, kind, kind === 'orphaned' ? `of ${owner}` : `by ${owner}`, 3));
  }
  pod.ready.forEach(({ from, to }, index) => {
    const atBirth = from === pod.firstSeen;
    if (!atBirth) events.push(event(from, 'ready', index === 0 ? '' : 'again', 1));
    if (to !== undefined && to !== pod.goneAt) events.push(event(to, 'not ready', '', 1));
  });
  const deleted = deletedAt(pod);
  if (deleted !== undefined) {
    events.push(event(deleted, 'deleted', deleted === pod.goneAt ? 'at once' : 'terminating', 3));
  }
  if (pod.terminal !== undefined && pod.terminal.at > pod.firstSeen) {
    const { at, phase, reason } = pod.terminal;
    events.push(event(at, 'stopped', reason === undefined ? `phase ${phase}` : `phase ${phase}: ${reason}`, 1));
  }
  if (pod.goneAt !== undefined && pod.goneAt !== deleted) events.push(event(pod.goneAt, 'gone', '', 0));
  return events;
}
