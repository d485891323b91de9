import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createWorld } from '../support/world';
import { addWhenReady, createLives } from './lives';
import { createOracle } from './oracle';

/**
 * A kill loses nothing that was handed to the system; a power cut loses what was not flushed. No test can cut the
 * power, but the order of the calls tells what would be left.
 */

const world = createWorld();
const lives = createLives();

const CALLS = 'openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat';
const hasTracer = process.platform === 'linux' && spawnSync('strace', ['-V']).status === 0;

/** Where each of these stands in the list, which must be in this order. */
function expectInOrder(list: readonly string[], ...wanted: readonly RegExp[]): void {
  let from = 0;
  for (const pattern of wanted) {
    const at = list.findIndex((line, index) => index >= from && pattern.test(line));
    expect(at, `${String(pattern)} after line ${from} of\n${list.join('\n')}`).toBeGreaterThan(-1);
    from = at + 1;
  }
}

/** One job with all its files and what is written beside them. */
async function arrival(options: Parameters<typeof lives.launch>[3]) {
  const server = await world.server({ now: () => Date.now() });
  const folder = world.folder();
  const oracle = createOracle(server);
  const core = lives.launch(folder, server.url, oracle, options);
  addWhenReady(core, oracle, [oracle.newJob()]);
  await core.waitFor(async () => {
    if (oracle.acknowledged().jobs === 0) return false;
    const { counts } = await core.invoke('app.snapshot', {});
    return counts.songs === 2 && counts.downloads === 0;
  }, 60_000);
  const db = new BetterSqlite3(join(folder, 'library.sqlite'), { readonly: true });
  const due = db.prepare('SELECT 1 FROM clip WHERE is_sidecar_due <> 0');
  await core.waitFor(() => due.get() === undefined, 60_000);
  db.close();
  return core;
}

describe('the order of writes', () => {
  it.skipIf(!hasTracer)('of one download, as the system sees it', async () => {
    const trace = join(world.folder(), 'trace');
    const core = await arrival({
      under: ['strace', '-f', '-y', '-s', '0', '-e', `trace=${CALLS}`, '-o', trace],
    });
    await core.hangUp();
    // A call that another thread interrupts is told in two lines; the second tells when it was done.
    const done = wholeCalls(readFileSync(trace, 'utf8')).filter(({ result }) => !result.startsWith('-1'));
    const lines = done.map(({ call }) => call);

    for (const title of ['Song 1', 'Song 2']) {
      const place = `${title} \\[\\w+\\]`;
      expectInOrder(
        lines,
        new RegExp(`^mkdir.*/${place}"`),
        new RegExp(`^fsync.*/Library>`),
        new RegExp(`^write.*/${place}/${title}\\.audio\\.part>`),
        new RegExp(`^(fsync|fdatasync).*/${title}\\.audio\\.part>`),
        new RegExp(`^rename.*/${title}\\.audio\\.part".*/${title}\\.m4a"`),
        new RegExp(`^fsync.*/${place}>`),
        /^pwrite64.*library\.sqlite-wal>/,
        /^(fsync|fdatasync).*library\.sqlite-wal>/,
      );
      // Nothing is written to a part file after its flush.
      const renamedAt = lines.findIndex(
        (line) => line.startsWith('rename') && line.includes(`${title}.audio.part"`),
      );
      const ofPart = lines.slice(0, renamedAt).filter((line) => line.includes(`${title}.audio.part>`));
      expect(ofPart.at(-1)).toMatch(/^(fsync|fdatasync)/);
    }
    // The id is on the disk twice over, in the database and in the journal, before anybody is told.
    expectInOrder(
      lines,
      /^pwrite64.*library\.sqlite-wal>/,
      /^(fsync|fdatasync).*library\.sqlite-wal>/,
      /^write.*jobs\.jsonl>/,
      /^fsync.*jobs\.jsonl>/,
      /^fsync.*\/Library>/,
    );
    expectInOrder(
      lines,
      /^mkdir.*\/Library"/,
      /^write.*library\.json\.flowshelf\.tmp>/,
      /^fsync.*library\.json\.flowshelf\.tmp>/,
      /^rename.*library\.json"/,
      /^fsync.*\/Library>/,
    );
  });

  it('of one download, as the program does it', async () => {
    const core = await arrival({ tellsSteps: true });
    await core.kill();
    const done = core.steps.filter(({ moment }) => moment === 'after').map(({ step }) => step);
    expectInOrder(
      done,
      /^commit job ids$/,
      /^write journal$/,
      /^flush journal$/,
      /^flush library folder$/,
      /^mark journaled$/,
      /^commit answer$/,
      /^mkdir song folder$/,
      /^flush library folder$/,
      /^save progress$/,
      /^open part$/,
      /^write part$/,
      /^flush part$/,
      /^note arrival$/,
      /^rename part$/,
      /^flush song folder$/,
      /^commit file row$/,
      /^flush sidecar$/,
      /^rename sidecar$/,
      /^flush song folder$/,
      /^end sidecars$/,
    );
    // At no time are there more rows of files than files that were flushed, renamed and whose folder was flushed.
    const count = (step: string, until: number) =>
      done.slice(0, until).filter((each) => each === step).length;
    done.forEach((step, index) => {
      if (step !== 'commit file row') return;
      const rows = count('commit file row', index + 1);
      for (const earlier of ['flush part', 'note arrival', 'rename part', 'flush song folder']) {
        expect(count(earlier, index), `${earlier} before row ${rows}`).toBeGreaterThanOrEqual(rows);
      }
    });
  });
});

interface Call {
  readonly call: string;
  readonly result: string;
}

/** The calls of a trace in the order in which they came back. */
function wholeCalls(trace: string): Call[] {
  const begun = new Map<string, string>();
  return trace.split('\n').flatMap((line) => {
    const [, thread = '', text = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const unfinished = /^(.*) <unfinished \.\.\.>$/.exec(text);
    if (unfinished) {
      begun.set(thread, unfinished[1] ?? '');
      return [];
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text);
    const whole = resumed ? `${begun.get(thread) ?? ''}${resumed[1] ?? ''}` : text;
    const [, call = '', result = ''] = /^(.*\))\s+= (.*)$/.exec(whole) ?? [];
    return call === '' ? [] : [{ call, result }];
  });
}
