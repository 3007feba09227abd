import { relative } from 'node:path';
import { pinKubernetes } from '../../clusters/node-image/pin-kubernetes.ts';
import { interruption } from '../run/interruption.ts';
import { tell } from '../run/tell.ts';
import { program, runMain } from './main.ts';

await runMain(
  program('pin-kubernetes', 'For maintainers: pins the releases of Kubernetes that local node images are built from.')
    .argument('<releases...>', 'patch releases of known minors, such as v1.36.3')
    .addHelpText(
      'after',
      `
Writes clusters/node-image/go/kubernetes/vMINOR/{go.mod,go.sum} and clusters/versions.json. It builds nothing: boot a cluster
of each release with KINDLING_NODE_IMAGE=build before you commit. A new minor is added to versions.json by hand first.`,
    )
    .action(async (releases: string[]) => {
      const signal = interruption(tell);
      for (const release of releases) {
        const files = await pinKubernetes(release, signal);
        tell(`Pinned ${release}: ${files.map((file) => relative('.', file)).join(', ')}`);
      }
    }),
);
