// @ts-check
// npm run test:long [-- --hours 2 | --minutes 15] [--seed 7]: a random walk through the whole program with a fault a minute.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { runScript } from './entry.mjs';
import { Stop } from './messages.mjs';
import { setUpProject } from './set-up.mjs';
import { runVitest } from './suites/runners.mjs';

const USAGE = `Usage: npm run test:long [-- --hours 2 | --minutes 15] [--seed 7]

Two hours where nothing is said. The same seed makes the same steps, but not at the same moments.`;
const USUAL_MINUTES = 120;

/** @param {string[]} args */
function readArguments(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        help: { type: 'boolean', short: 'h' },
        hours: { type: 'string' },
        minutes: { type: 'string' },
        seed: { type: 'string' },
      },
    });
    const minutes =
      values.minutes === undefined && values.hours === undefined
        ? USUAL_MINUTES
        : Number(values.hours ?? 0) * 60 + Number(values.minutes ?? 0);
    if (!(minutes > 0)) throw new Error('The run needs a length.');
    return { isForHelp: values.help === true, minutes, seed: values.seed };
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

await runScript(async () => {
  const { isForHelp, minutes, seed } = readArguments(process.argv.slice(2));
  if (isForHelp) {
    console.log(USAGE);
    return 0;
  }
  const electron = await setUpProject();
  const { exitCode } = await runVitest(electron, ['test/long/long-run.test.ts'], {
    FLOWSHELF_LONG_MINUTES: String(minutes),
    ...(seed === undefined ? {} : { FLOWSHELF_LONG_SEED: seed }),
  });
  return exitCode;
});
