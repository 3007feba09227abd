import { execa } from 'execa';
import { type Engine, obstacleToStart, runningEngine } from '../../clusters/engine/engine.ts';
import { EngineError } from '../../clusters/engine/engine-error.ts';
import { unpackedEngine } from '../../clusters/engine/engine-packages.ts';
import { cacheFolder } from '../../clusters/host/cache.ts';
import { checkHost } from '../../clusters/host/checks/host-checks.ts';
import { thisHost } from '../../clusters/host/checks/this-host.ts';
import { mustBuild, obstacleToBuilding, presentNodeImage } from '../../clusters/node-image/node-image.ts';
import type { MinorVersion } from '../../clusters/node-image/versions.ts';
import { DEFAULT_TOPOLOGY, nodeNames } from '../../clusters/topology.ts';
import { findMeter } from '../traffic/find-meter.ts';
import { findPriority } from '../traffic/priority.ts';
import { type Finding, findingOf } from './diagnosis.ts';

const NODE_MINIMUM = [24, 12] as const;
const GO_MINIMUM = [1, 26] as const;

/** Looks at all that a run of scenarios needs, in the order in which it needs it. Starts, pulls and changes nothing. */
export async function examine(version: MinorVersion, signal: AbortSignal): Promise<Finding[]> {
  const { engine, finding } = await examineEngine(signal);
  const image = engine === undefined ? undefined : await presentNodeImage(engine, version);
  const dataRoot = engine === undefined ? undefined : (await engine.client.container.dockerode.info()).DockerRootDir;
  const plan = {
    nodes: nodeNames('any', DEFAULT_TOPOLOGY).length,
    dataRoot: dataRoot ?? cacheFolder('engine'),
    cache: cacheFolder(),
    embedded: engine === undefined || engine.kind === 'embedded',
  };
  return [
    nodeVersion(process.versions.node),
    finding,
    nodeImage(version, image, obstacleToBuilding()),
    goToolchain(image !== undefined, await goVersion(signal), obstacleToBuilding()),
    await meter(engine, signal),
    await meterPriority(signal),
    ...checkHost(thisHost, plan).map(findingOf),
  ];
}

async function examineEngine(signal: AbortSignal): Promise<{ engine: Engine | undefined; finding: Finding }> {
  const subject = 'container engine';
  try {
    const engine = await runningEngine(signal);
    if (engine !== undefined) return { engine, finding: { subject, verdict: 'ok', found: engine.description } };
    const obstacle = await obstacleToStart(signal, await missingTool(signal));
    if (obstacle !== undefined) throw obstacle;
    const found = 'none runs; the embedded one is started';
    return { engine, finding: { subject, verdict: 'set for the run', found } };
  } catch (error) {
    signal.throwIfAborted();
    return { engine: undefined, finding: { subject, verdict: 'error', ...faultOf(error) } };
  }
}

/** The same words as those of a run that fails by it. */
function faultOf(error: unknown): { readonly found: string; readonly remedy: string } {
  if (error instanceof EngineError) return { found: error.problem, remedy: error.remedy };
  const remedy = 'start Docker, or point DOCKER_HOST at one: https://docs.docker.com/engine/install/';
  return { found: error instanceof Error ? error.message : String(error), remedy };
}

async function missingTool(signal: AbortSignal): Promise<string | undefined> {
  if (unpackedEngine() !== undefined) return undefined;
  for (const tool of ['apt-get', 'dpkg-deb']) {
    const { exitCode } = await execa(tool, ['--version'], { reject: false, cancelSignal: signal });
    if (exitCode !== 0) return `${tool}, of Debian`;
  }
  return undefined;
}

/** Whether a version of Node is new enough to run what npm's scripts start. */
export function nodeVersion(version: string): Finding {
  const subject = 'Node';
  if (isAtLeast(version, NODE_MINIMUM)) return { subject, verdict: 'ok', found: version };
  const remedy = 'install Node 24, or start it with "npx --package=node@24 node"';
  return { subject, verdict: 'error', found: `${version}, and ${NODE_MINIMUM.join('.')} is needed`, remedy };
}

/**
 * Whether there is a node image, or how there will be one.
 * @param obstacle where alone one could be built, as `obstacleToBuilding` says.
 */
export function nodeImage({ minor }: MinorVersion, present: string | undefined, obstacle: string | undefined): Finding {
  const subject = `node image of ${minor}`;
  if (present !== undefined) return { subject, verdict: 'ok', found: present };
  if (mustBuild() && obstacle !== undefined) {
    const found = `none, and KINDLING_NODE_IMAGE=build asks for one that can only be built ${obstacle}`;
    return { subject, verdict: 'error', found, remedy: 'unset KINDLING_NODE_IMAGE' };
  }
  const build = 'built in 10 to 20 minutes';
  const how = mustBuild() ? build : obstacle === undefined ? `pulled, else ${build}` : 'pulled';
  return { subject, verdict: 'set for the run', found: `none; one is ${how}` };
}

/** Whether a build of a node image could do its work, where there may be one. @param obstacle as of `nodeImage`. */
export function goToolchain(imagePresent: boolean, version: string | undefined, obstacle: string | undefined): Finding {
  const subject = 'Go toolchain';
  const enough = version !== undefined && isAtLeast(version, GO_MINIMUM);
  if (enough) return { subject, verdict: 'ok', found: version };
  const have = version === undefined ? 'no `go` on PATH' : `${version}, older than ${GO_MINIMUM.join('.')}`;
  if (imagePresent) return { subject, verdict: 'ok', found: `${have}; not needed, the node image is there` };
  if (obstacle !== undefined) {
    return { subject, verdict: 'ok', found: `${have}; not needed, a node image can only be built ${obstacle}` };
  }
  const remedy = 'https://go.dev/doc/install';
  const found = mustBuild()
    ? `${have}: no node image can be built`
    : `${have}: needed when no node image can be pulled`;
  return { subject, verdict: mustBuild() ? 'error' : 'warning', found, remedy };
}

async function goVersion(signal: AbortSignal): Promise<string | undefined> {
  const { stdout, failed } = await execa('go', ['version'], { reject: false, cancelSignal: signal });
  return failed ? undefined : /\bgo(\d+\.\d+(?:\.\d+)?)/.exec(stdout)?.[1];
}

async function meter(engine: Engine | undefined, signal: AbortSignal): Promise<Finding> {
  const subject = 'meter';
  try {
    const { name, version, reason } = await findMeter(signal, process.env, async () => {
      return engine && { engine, progress: () => {}, pull: false };
    });
    return { subject, verdict: 'ok', found: `${name} ${version} (${reason})` };
  } catch (error) {
    signal.throwIfAborted();
    const found = error instanceof Error ? error.message : String(error);
    return {
      subject,
      verdict: 'error',
      found,
      remedy: 'unset K6_BIN and KINDLING_METER, or https://grafana.com/docs/k6/latest/set-up/install-k6/',
    };
  }
}

async function meterPriority(signal: AbortSignal): Promise<Finding> {
  const subject = 'meter priority';
  try {
    const { name, reason } = await findPriority(signal);
    const less = name === 'real-time' ? '' : '; while this machine is busy, outages are measured less exactly';
    return { subject, verdict: 'ok', found: `${name} (${reason})${less}` };
  } catch (error) {
    signal.throwIfAborted();
    const found = error instanceof Error ? error.message : String(error);
    return { subject, verdict: 'error', found, remedy: 'unset KINDLING_METER_PRIORITY' };
  }
}

function isAtLeast(version: string, [wantedMajor, wantedMinor]: readonly [number, number]): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
