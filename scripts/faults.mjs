// @ts-check
// npm run test:faults [-- arguments for vitest]: the full tables of faults, printed as kind, cases, passed.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { run } from './command.mjs';
import { runScript } from './entry.mjs';
import { programEnvironment } from './launch.mjs';
import { inProject, projectRoot, readJson } from './project.mjs';
import { setUpProject } from './set-up.mjs';
import { faultTable } from './suites/fault-table.mjs';

const VITEST = inProject('node_modules', 'vitest', 'vitest.mjs');

await runScript(async () => {
  await setUpProject();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'flowshelf-faults-'));
  try {
    const reportFile = path.join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const exitCode = await run(
      process.execPath,
      [VITEST, 'run', '--project', 'faults', ...reporters, ...process.argv.slice(2)],
      { cwd: projectRoot, env: programEnvironment({ FLOWSHELF_FAULTS: 'full' }) },
    );
    const report = readJson(reportFile);
    if (!report) return 1;
    console.log(`\n${faultTable(report)}`);
    return exitCode;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
