import { formatDuration } from '../../analysis/durations.ts';
import { type Ghost, ghostTraffic } from '../../analysis/ghost-traffic.ts';
import { membershipOf } from '../../analysis/membership.ts';
import { formatWorkload } from '../../analysis/owners.ts';
import { type PodLife, podLives } from '../../analysis/pods.ts';
import type { AnswersOverTime } from '../answers-over-time.ts';
import type { ScenarioReport } from '../scenario-report.ts';
import { drawAnswerStrips } from './answer-strips.ts';
import { lookOf } from './owner-look.ts';
import { type PhaseSpan, type PodPhase, phasesOf } from './pod-phases.ts';
import { cut, type Drawn, element, text, tooltip } from './svg.ts';
import { LEFT, RIGHT, shown, type TimeAxis } from './time-axis.ts';

const LANE = 24;
/** Half of it is above the middle of the lane, half below. */
const BAR = 18;
/** Between what a pod answered and the next pod. */
const GAP = 2;
/** Being a member is drawn thickest: the picture is read as "who takes traffic now". */
const THICKNESS: Readonly<Record<PodPhase, number>> = { pending: 3, ready: 8, member: 16, terminating: 8 };
const WORDS: Readonly<Record<PodPhase, string>> = {
  pending: 'not ready',
  ready: 'ready, not a member',
  member: 'member',
  terminating: 'terminating',
};

/**
 * One lane per pod that existed while the picture lasts: first those of Deployments, then of DaemonSets, then others. Under each
 * what it answered in every second.
 */
export function drawPodLanes(
  { facts, members }: ScenarioReport,
  answers: AnswersOverTime,
  axis: TimeAxis,
  top: number,
): Drawn {
  const memberships = members.map(({ service }) => membershipOf(facts, service));
  const ghosts = members.flatMap(({ service }) => ghostTraffic(facts, service));
  const pods = [...podLives(facts).values()].filter((pod) => pod.goneAt === undefined || pod.goneAt > axis.from);
  let height = 0;
  const lanes = pods
    .sort((a, b) => rank(a) - rank(b) || a.firstSeen - b.firstSeen)
    .map((pod) => {
      const middle = top + height + LANE / 2;
      const spans = phasesOf(pod, memberships);
      const own = ghosts.filter(({ uid }) => uid === pod.ref.uid);
      const strips = drawAnswerStrips(pod, answers, axis, middle + BAR / 2);
      height += strips.height === 0 ? LANE : LANE + strips.height + GAP;
      return [
        element('line', { class: 'kp-lane', x1: LEFT, x2: RIGHT, y1: middle, y2: middle }),
        label(pod, middle),
        ...spans.map((span) => drawSpan(pod, span, axis, middle)),
        strips.svg,
        ...drawTurns(pod, axis, middle),
        drawEnd(pod, axis, middle),
        ...own.flatMap((ghost) => drawGhost(ghost, axis, middle)),
      ].join('');
    });
  return { svg: lanes.join(''), height };
}

function rank(pod: PodLife): number {
  const kind = pod.owners[0]?.workload?.kind;
  if (kind === 'deployment' || kind === 'replicaset') return 0;
  return kind === 'daemonset' ? 1 : 2;
}

function label({ ref, node }: PodLife, middle: number): string {
  const place = node === undefined ? '' : cut(node.split('-').slice(-1).join(''), 70);
  const name = text(cut(ref.name, 152, 6.7), 0, middle + 4, 'kp-name');
  return `${element('g', {}, name + tooltip(`${ref.name} on ${node ?? 'no node'}`))}${text(place, LEFT - 10, middle + 4, 'kp-dim', 'end')}`;
}

function drawSpan(pod: PodLife, span: PhaseSpan, axis: TimeAxis, middle: number): string {
  const extent = shown(span, axis);
  if (extent === undefined) return '';
  const thickness = THICKNESS[span.phase];
  const { className, label: owner } = lookOf(span.owner);
  const lasted = span.to === undefined ? 'until the end' : `for ${formatDuration(Math.round(span.to - span.from))}`;
  return element(
    'rect',
    {
      class: `kp-span ${className} kp-${span.phase}`,
      x: extent.from,
      y: middle - thickness / 2,
      width: Math.max(1, Math.round((extent.to - extent.from) * 10) / 10),
      height: thickness,
      rx: Math.min(2, thickness / 2),
    },
    tooltip(`${pod.ref.name}: ${WORDS[span.phase]}, ${owner}, ${lasted}`),
  );
}

/** Ownership is the story's hinge, so its changes are written out; they stand above the thin bar of a pod that left. */
function drawTurns({ transitions, ref }: PodLife, axis: TimeAxis, middle: number): string[] {
  return transitions.flatMap(({ kind, at, workload, controller }) => {
    if (at < axis.from || at > axis.to) return [];
    const owner = workload === undefined ? `${controller.kind} ${controller.name}` : formatWorkload(workload);
    const words = kind === 'orphaned' ? `orphaned of ${owner}` : `${kind} by ${owner}`;
    const mark = text(words, axis.x(at) + 5, middle - 5, 'kp-turn', 'start', axis.x(at));
    return [element('g', {}, mark + tooltip(`${ref.name}: ${words}`))];
  });
}

function drawEnd(pod: PodLife, axis: TimeAxis, middle: number): string {
  if (pod.goneAt === undefined || pod.goneAt > axis.to) return '';
  const x = axis.x(pod.goneAt);
  const cross = `M${x - 4} ${middle - 4}l8 8m0 -8l-8 8`;
  return element('path', { class: 'kp-gone', d: cross, 'data-x': x }, tooltip(`${pod.ref.name} is gone`));
}

function drawGhost({ pod, samples, leftAt }: Ghost, axis: TimeAxis, middle: number): string[] {
  return samples.map(({ startedAt }) => {
    const x = axis.x(startedAt);
    const after = formatDuration(Math.round(startedAt - leftAt));
    const words = `${pod} answered a new connection ${after} after it had left the Service`;
    const diamond = `M${x} ${middle - 9}l4 5l-4 5l-4 -5z`;
    return element('path', { class: 'kp-ghost', d: diamond, 'data-x': x }, tooltip(words));
  });
}

/** The owners that the lanes show, for the legend. */
export function ownersShown({ facts }: ScenarioReport): (string | undefined)[] {
  const owners = new Set<string | undefined>();
  for (const pod of podLives(facts).values()) {
    for (const { workload } of pod.owners) owners.add(workload === undefined ? undefined : formatWorkload(workload));
  }
  return [...owners].sort((a, b) => (b ?? '').localeCompare(a ?? ''));
}
