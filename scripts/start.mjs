// @ts-check
// npm start [-- arguments for the program]: sets up what is missing, builds, opens the program.
import process from 'node:process';
import { buildProgram } from './build.mjs';
import { run } from './command.mjs';
import { withDisplay } from './display.mjs';
import { runScript } from './entry.mjs';
import { decideToLeaveOutSandbox, programEnvironment } from './launch.mjs';
import { projectRoot } from './project.mjs';
import { setUpProject } from './set-up.mjs';

await runScript(async () => {
  const electron = await setUpProject();
  await buildProgram();
  const switches = decideToLeaveOutSandbox() ? ['--no-sandbox'] : [];
  return withDisplay((display) => {
    const env = programEnvironment(display);
    const args = [...switches, projectRoot, ...process.argv.slice(2)];
    return run(electron.executable, args, { cwd: projectRoot, env });
  });
});
