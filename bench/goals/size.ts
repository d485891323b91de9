import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { LibraryGoal } from '../bench';
import { DATABASE } from '../library/seed';
import { ratioResult } from '../measure/result';
import { formatValue } from '../measure/units';
import { SLOWDOWN } from '../slowdown/slowdown';

/** P13: the database against what it holds, without the raw answers. Bytes have no noise: one look is enough. */
export const size: LibraryGoal = {
  ids: ['P13'],
  what: 'size on disk',
  extent: 'each-library',
  run(bench, { profile, songs }) {
    const file = join(profile, DATABASE);
    const sqlite = new BetterSqlite3(file, { readonly: true });
    const sum = (sql: string) => sqlite.prepare<[], { bytes: number }>(sql).get()?.bytes ?? 0;
    const tables = sqlite
      .prepare<[], { name: string }>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'song_search%'`,
      )
      .all()
      .map(({ name }) => name)
      .filter((name) => name !== 'job_answer');
    const held = tables.reduce((bytes, table) => {
      const columns = sqlite.prepare<[], { name: string }>(`PRAGMA table_info("${table}")`).all();
      const lengths = columns.map(({ name }) => `coalesce(length(CAST("${name}" AS BLOB)), 0)`);
      return bytes + sum(`SELECT coalesce(sum(${lengths.join(' + ')}), 0) AS bytes FROM "${table}"`);
    }, 0);
    const answers = sum('SELECT coalesce(sum(length(body)), 0) AS bytes FROM job_answer');
    sqlite.close();
    const { size: bytes } = statSync(file);
    // What stands behind the last page means nothing to SQLite.
    if (bench.proof) truncateSync(file, bytes * SLOWDOWN.fileFactor);
    const used = statSync(file).size - answers;
    if (bench.proof) truncateSync(file, bytes);
    bench.say(`raw answers have ${formatValue(answers, 'bytes')} apart`);
    return Promise.resolve([
      ratioResult({
        id: 'P13',
        what: 'database on disk against what it holds',
        songs,
        unit: 'bytes',
        rounds: [{ floor: [held, held], program: [used, used] }],
        goal: { atMost: 2.6 },
      }),
    ]);
  },
};
