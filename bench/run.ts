import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { provideCached } from '../scripts/setup/user-cache.mjs';
import { SCHEMA_VERSION } from '../src/main/db/migrate';
import type { Bench, Goal, Result } from './bench';
import { search } from './goals/search';
import { size } from './goals/size';
import { startAndMemory } from './goals/start-and-memory';
import { seedProfile } from './library/seed';
import { GENERATOR_VERSION } from './library/songs';
import { table } from './table';

/** Runs the goals and writes `bench.json`. What it needs is made by scripts/bench.mjs, which starts it. */

const GOALS: readonly Goal[] = [search, startAndMemory, size];

const { values: options } = parseArgs({
  options: {
    electron: { type: 'string', default: '' },
    ours: { type: 'string', default: '' },
    floor: { type: 'string', default: '' },
    covers: { type: 'string', default: '' },
    output: { type: 'string', default: 'bench.json' },
    songs: { type: 'string', default: '100000' },
    only: { type: 'string', multiple: true, default: [] },
  },
});

const songs = Number(options.songs);
const folder = mkdtempSync(join(tmpdir(), 'flowshelf-bench-'));

/** What goes on, on one line that the next takes the place of. */
function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  else process.stderr.write(`${text}\n`);
}

async function copyOfSeeded(count: number): Promise<string> {
  const seeded = await provideCached(
    `bench-library-${GENERATOR_VERSION}-${SCHEMA_VERSION}-${count}`,
    (work: string) => {
      const made = join(work, 'profile');
      seedProfile(made, count, options.covers, (done) => {
        say(`making a library of ${count} songs, once: ${done}`);
      });
      return Promise.resolve(made);
    },
  );
  const copy = join(folder, `library-${count}`);
  cpSync(seeded, copy, { recursive: true });
  return copy;
}

let profiles = 0;
function emptyProfile(): string {
  profiles += 1;
  const profile = join(folder, `profile-${profiles}`);
  mkdirSync(profile);
  return profile;
}

try {
  const profile = await copyOfSeeded(songs);
  const bench: Bench = {
    electron: options.electron,
    programs: { ours: options.ours, floor: options.floor },
    songs,
    profile,
    emptyProfile,
    say,
  };
  const results: Result[] = [];
  for (const goal of GOALS.filter(({ ids }) => isChosen(ids))) results.push(...(await goal.run(bench)));
  say('');
  console.log(table(results));
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 1e9)} GB`;
  const report = { measuredAt: new Date().toISOString(), machine, node: process.version, songs, results };
  writeFileSync(options.output, `${JSON.stringify(report, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function isChosen(ids: readonly string[]): boolean {
  return options.only.length === 0 || options.only.some((id) => ids.includes(id));
}
