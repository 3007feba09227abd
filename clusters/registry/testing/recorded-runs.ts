import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { thisHost } from '../../host/checks/this-host.ts';
import { processStart } from '../../host/processes.ts';
import { ownVariable } from '../../testing/own-variable.ts';
import { DEFAULT_TOPOLOGY } from '../../topology.ts';
import { type KeptCluster, recordCluster } from '../kept-clusters.ts';
import { type RunRecord, runFolder } from '../run-record.ts';

/** Gives a test a cache of its own until it ends. @returns its path. */
export function ownCache(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-cache-test-'));
  ownVariable(context, 'KINDLING_CACHE', folder);
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes the record of a run that made nothing. It lives while this process does, and is dead when it is given pid 0. */
export function recordRun({ id, pid = process.pid, kept = false }: { id: string; pid?: number; kept?: boolean }): void {
  const boot = thisHost.read('/proc/sys/kernel/random/boot_id')?.trim();
  const record: RunRecord = { id, pid, kept, boot, purpose: 'test', processStart: processStart(pid) };
  writeFileSync(join(runFolder(id), 'record.json'), JSON.stringify(record));
}

/** Writes the records of a cluster that was put up to stay by a process that is gone, and has nothing in an engine. */
export function recordKept(more: Pick<KeptCluster, 'name' | 'run'> & Partial<KeptCluster>): void {
  recordRun({ id: more.run, pid: 0, kept: true });
  recordCluster({
    ...{ kubernetesVersion: 'v1.36.3', topology: DEFAULT_TOPOLOGY, kubeconfig: '', kubectl: '' },
    ...{ nodes: [], doors: [], phases: {} },
    ...more,
  });
}
