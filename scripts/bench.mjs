// @ts-check
// npm run bench [-- options]: the program's figures against their floors; writes bench.json. See --help and bench/README.md.
import process from 'node:process';
import { BENCH_USAGE, readBenchOptions } from './bench-options.mjs';
import { buildProgram } from './build.mjs';
import { run } from './command.mjs';
import { withDisplay } from './display.mjs';
import { runScript } from './entry.mjs';
import { programEnvironment } from './launch.mjs';
import { inProject, projectRoot } from './project.mjs';
import { setUpProject } from './set-up.mjs';

await runScript(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(BENCH_USAGE);
    return 0;
  }
  const options = readBenchOptions(args);
  const electron = await setUpProject();
  await buildProgram();
  // Imported now: before, the packages that it needs may not have been there.
  const { buildBench } = await import('../bench/build.mjs');
  const { command, floor, slowMain } = await buildBench(
    projectRoot,
    inProject('node_modules', '.flowshelf', 'bench'),
  );
  /** @type {import('../bench/options').BenchOptions} */
  const all = {
    ...options,
    electron: electron.executable,
    ours: projectRoot,
    floor,
    slowMain,
    media: inProject('resources', 'sample', 'media'),
  };
  return withDisplay((display) =>
    run(process.execPath, [command, JSON.stringify(all)], {
      cwd: projectRoot,
      env: programEnvironment(display),
    }),
  );
});
