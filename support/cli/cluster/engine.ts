import { Command } from 'commander';
import {
  embeddedDockerHost,
  embeddedEngineRuns,
  stopEmbeddedEngine,
} from '../../../clusters/engine/embedded-engine.ts';
import { interruption } from '../../run/interruption.ts';
import { tell } from '../../run/tell.ts';

/** `cluster engine status|stop` */
export function engineCommand(): Command {
  const command = new Command('engine').description(
    'the embedded container engine, which Kindling starts where there is no Docker',
  );
  command
    .command('status')
    .description('print whether it runs, and where')
    .option('--json', 'print an object on standard output')
    .action(async ({ json }: { json?: true }) => {
      const running = await embeddedEngineRuns(interruption(tell));
      const dockerHost = embeddedDockerHost();
      const words = running ? `running\n  export DOCKER_HOST=${dockerHost}` : 'stopped';
      process.stdout.write(json ? `${JSON.stringify({ running, dockerHost })}\n` : `${words}\n`);
    });
  command
    .command('stop')
    .description('stop it with all that runs in it; firewall and forwarding of the host return to what they were')
    .action(async () => {
      const ran = await stopEmbeddedEngine(interruption(tell));
      tell(`Embedded container engine: ${ran ? 'stopped' : 'was not running'}`);
    });
  return command;
}
