import { setDefaultTimeout, setWorldConstructor } from '@cucumber/cucumber';
import './parameter-types.ts';
import './hooks.ts';
import { runScenariosSideBySide } from './side-by-side.ts';
import { KindlingWorld } from './world.ts';

setWorldConstructor(KindlingWorld);
// Every wait of ours has a limit of its own that explains itself; Cucumber's would only say that time is up.
setDefaultTimeout(60 * 60_000);
runScenariosSideBySide();
