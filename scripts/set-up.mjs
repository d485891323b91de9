// @ts-check
import { say } from './messages.mjs';
import { provideDependencies } from './setup/dependencies.mjs';
import { electronTitle, provideElectron } from './setup/electron.mjs';
import { buildNativeModuleAhead, provideNativeModule } from './setup/native-module/provide.mjs';
import { provideSystemLibraries } from './setup/system-libraries.mjs';

/**
 * Sets up whatever is missing to build, test and run the program, and says in one line each what that was.
 *
 * @returns {Promise<import('./setup/electron.mjs').ElectronRuntime>} the Electron in use
 */
export async function setUpProject() {
  await provideDependencies();
  return setUpPrograms();
}

/**
 * What is still missing where the npm packages are there.
 *
 * @returns {Promise<import('./setup/electron.mjs').ElectronRuntime>} the Electron in use
 */
export async function setUpPrograms() {
  const [electron] = await Promise.all([provideElectronToRun(), buildNativeModuleAhead()]);
  await provideNativeModule(electron);
  say(`${electronTitle(electron)} at ${electron.executable}`);
  return electron;
}

/** @returns {Promise<import('./setup/electron.mjs').ElectronRuntime>} */
async function provideElectronToRun() {
  const electron = await provideElectron();
  await provideSystemLibraries(electron.executable);
  return electron;
}
