// @ts-check
// npm run bench [-- --full --only P1]: the program's figures against their floors; writes bench.json. See bench/README.md.
import process from 'node:process';
import { buildProgram } from './build.mjs';
import { run } from './command.mjs';
import { withDisplay } from './display.mjs';
import { runScript } from './entry.mjs';
import { programEnvironment } from './launch.mjs';
import { inProject, projectRoot } from './project.mjs';
import { setUpProject } from './set-up.mjs';

await runScript(async () => {
  const electron = await setUpProject();
  await buildProgram();
  // Imported now: before, the packages that it needs may not have been there.
  const { buildBench } = await import('../bench/build.mjs');
  const { command, floor, slowMain } = await buildBench(
    projectRoot,
    inProject('node_modules', '.flowshelf', 'bench'),
  );
  const programs = ['--electron', electron.executable, '--ours', projectRoot, '--floor', floor];
  const media = ['--media', inProject('resources', 'sample', 'media')];
  return withDisplay((display) =>
    run(
      process.execPath,
      [command, ...programs, ...media, '--slow-main', slowMain, ...process.argv.slice(2)],
      {
        cwd: projectRoot,
        env: programEnvironment(display),
      },
    ),
  );
});
