// @ts-check
// npm run -s electron:path: prints the Electron executable in use, and nothing else on standard output.
import { runScript } from './entry.mjs';
import { provideDependencies } from './setup/dependencies.mjs';
import { provideElectron } from './setup/electron.mjs';

await runScript(async () => {
  await provideDependencies();
  const { executable } = await provideElectron();
  console.log(executable);
});
