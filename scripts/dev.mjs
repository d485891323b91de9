// @ts-check
// npm run dev [-- arguments for the program]: the same set-up, then the development server, which reloads on changes.
import process from 'node:process';
import { run } from './command.mjs';
import { withDisplay } from './display.mjs';
import { runScript } from './entry.mjs';
import { decideToLeaveOutSandbox, programEnvironment } from './launch.mjs';
import { inProject, projectRoot } from './project.mjs';
import { setUpProject } from './set-up.mjs';

const ELECTRON_VITE = inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js');

await runScript(async () => {
  await setUpProject();
  const switches = decideToLeaveOutSandbox() ? ['--noSandbox'] : [];
  return withDisplay((display) => {
    const env = programEnvironment(display);
    const args = [ELECTRON_VITE, 'dev', '--watch', ...switches, '--', ...process.argv.slice(2)];
    return run(process.execPath, args, { cwd: projectRoot, env });
  });
});
