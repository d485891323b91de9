import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Hold } from '@shared/model';
import type { Core, CoreOptions } from '../support/core';
import { createDatabases } from '../support/database';
import { success } from '../support/flow-server';
import { loseDatabase, reportOf } from '../support/library-state';
import { clip, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';
import { openBeside } from '../../src/main/db/database';
import { createSlices, restOneTurn } from '../../src/main/services/slices';
import { createRecordingLog } from '../support/ports';

/** Much at once: long texts that are pasted, and a library folder that is stopped in the middle. */

const world = createWorld();
const databases = createDatabases();

const JOBS = 60;
const answers = Array.from({ length: JOBS }, (_, index) => {
  const songs = ['a', 'b'].map((take) =>
    clip(`Song ${index} ${take}`, { lyrics_id: uuid(`words ${index}`), lyrics_timing_markers: WORDS }),
  );
  const jobId = uuid(`job ${index}`);
  return JSON.stringify({
    status: 'SUCCESS',
    message: 'success',
    jobId,
    data: { jobId, action: 'music', mv: 'Lyria 3', quota: '2', clips: songs },
  });
});

/** All that a paste writes, but for the order in which rows were given numbers. */
function contentOf(core: Core) {
  return {
    jobs: core.sql(
      'SELECT id, phase, is_journaled, action, model, message, problem_code FROM job ORDER BY id',
    ),
    answers: core.sql('SELECT job_id, hex(body) FROM job_answer ORDER BY job_id'),
    clips: core.sql(
      'SELECT clip_id, title, title_key, folder, stem, lyrics_state, model, action FROM clip ORDER BY clip_id',
    ),
    links: core.sql('SELECT job_id, clip_id FROM job_clip JOIN clip ON clip.id = clip ORDER BY clip_id'),
    words: core.sql('SELECT clip_id, source, text FROM lyrics JOIN clip ON clip.id = clip ORDER BY clip_id'),
    counters: core.sql(`SELECT name, value FROM counter WHERE name NOT LIKE '%revision' ORDER BY name`),
    found: core.sql(
      `SELECT clip_id FROM clip WHERE id IN (SELECT rowid FROM song_search WHERE song_search MATCH '"railing"')
       ORDER BY clip_id`,
    ),
  };
}

const journaled = (core: Core) => readFileSync(join(core.library, 'jobs.jsonl'), 'utf8').trim().split('\n');

describe('a long text that is pasted', () => {
  const core = (options: CoreOptions = {}) => world.core(null, { key: null, ...options });

  it('is taken in by the thread as it is without one', async () => {
    const text = answers.join('\n');
    const [here, apart] = [await core(), await core({ hasIntakeThread: true })];
    const added = await Promise.all([here, apart].map((each) => each.invoke('jobs.add', { text })));
    expect(added[1]).toEqual(added[0]);
    expect(added[0]?.added).toHaveLength(JOBS);
    expect(contentOf(apart)).toEqual(contentOf(here));
    expect(contentOf(here).found).toHaveLength(2 * JOBS);
    // Twice is the same as once.
    const before = contentOf(apart);
    expect(await apart.invoke('jobs.add', { text })).toEqual({
      added: [],
      knownCount: JOBS,
      isStopped: false,
    });
    expect(contentOf(apart)).toEqual(before);
  });

  it('is looked at by the thread as it is without one', async () => {
    const text = answers.join('\n');
    const [here, apart] = [await core(), await core({ hasIntakeThread: true })];
    await apart.invoke('jobs.add', { text: answers[0] ?? '' });
    await here.invoke('jobs.add', { text: answers[0] ?? '' });
    const found = await apart.invoke('jobs.recognise', { text });
    expect(found).toEqual(await here.invoke('jobs.recognise', { text }));
    expect(found).toMatchObject({ newCount: JOBS - 1, knownCount: 1 });
  });

  it('of ten thousand ids: all are stored and in the journal when it is answered', async () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => uuid(`many ${index}`));
    const apart = await core({ hasIntakeThread: true });
    const { added } = await apart.invoke('jobs.add', { text: ids.join('\n') });
    expect(added).toEqual(ids);
    expect(apart.sql('SELECT count(*) AS count FROM job WHERE is_journaled = 1')).toEqual([
      { count: 10_000 },
    ]);
    expect(journaled(apart)).toHaveLength(10_000);
    expect((await apart.invoke('app.snapshot', {})).counts.jobs).toBe(10_000);
  });

  it.each([false, true])(
    'that the user stops keeps what came by then, and can be added again (in a thread: %s)',
    async (hasIntakeThread) => {
      const there = await core({ hasIntakeThread });
      const adding = there.invoke('jobs.add', { text: answers.join('\n') });
      await there.waitFor(() => there.sql('SELECT 1 FROM clip').length > 0, { pace: 0 });
      await there.invoke('jobs.cancelAdding', {});
      const { added, isStopped } = await adding;
      expect(isStopped).toBe(true);
      expect(journaled(there)).toHaveLength(added.length);
      const songs = there.sql('SELECT 1 FROM clip').length;
      expect(songs).toBeLessThan(2 * JOBS);
      expect(songs % 2).toBe(0);
      expect(await there.invoke('jobs.add', { text: answers.join('\n') })).toMatchObject({
        isStopped: false,
      });
      expect(there.sql('SELECT 1 FROM clip')).toHaveLength(2 * JOBS);
    },
  );

  it('that is cut off by the end of the program is refused, and what it brought until then is whole', async () => {
    const apart = await core({ hasIntakeThread: true });
    const adding = apart.ask('jobs.add', { text: answers.join('\n') });
    await apart.waitFor(() => apart.sql('SELECT 1 FROM clip').length > 0, { pace: 0 });
    world.expectsErrors(/Request jobs\.add failed/);
    await apart.stop();
    expect(await adding).toMatchObject({ ok: false });
    const again = await world.restart(apart);
    const songs = again.sql('SELECT 1 FROM clip').length;
    expect(songs).toBeLessThan(2 * JOBS);
    expect(songs % 2).toBe(0);
    expect(await again.invoke('jobs.add', { text: answers.join('\n') })).toMatchObject({ knownCount: JOBS });
    expect(again.sql('SELECT 1 FROM clip')).toHaveLength(2 * JOBS);
  });
});

describe.each([false, true])('a library folder that is gone through (in a thread: %s)', (hasIntakeThread) => {
  const SONGS = 80;
  const JOB = uuid('whole');

  async function lostLibrary() {
    const server = await world.server();
    server.job(
      JOB,
      success(Array.from({ length: SONGS }, (_, index) => clip(`Song ${index}`, { lyrics: WORDS }))),
    );
    const core = await world.core(server, { settings: { wantedAssets: [] } });
    await core.add(JOB);
    await core.waitFor(() => core.sql('SELECT 1 FROM clip WHERE is_sidecar_due = 0').length === SONGS, {
      timeoutMs: 60_000,
    });
    const before = core.sql('SELECT clip_id, title, folder, stem FROM clip ORDER BY clip_id');
    await loseDatabase(core);
    return { server, core, before };
  }

  const rebuilding = (holds: readonly Hold[]) => holds.find((hold) => hold.kind === 'library-rebuilding');

  it('stops where it is told to, keeps what came, and goes on to the same end', async () => {
    const { server, core, before } = await lostLibrary();
    const asked = server.asked().length;
    let hasStopped = false;
    const stopped: Core = await world.restart(core, {
      hasIntakeThread,
      onEvent(event, payload) {
        const hold = event === 'holds.changed' && 'holds' in payload ? rebuilding(payload.holds) : undefined;
        if (hasStopped || hold === undefined || hold.done === 0) return;
        hasStopped = true;
        void stopped.invoke('library.stopRebuild', {});
      },
    });
    const hold = await stopped.waitFor(async () => {
      const found = rebuilding(await stopped.holds());
      return found?.isStopped ? found : null;
    });
    expect(hold.total).toBe(SONGS);
    expect(hold.done).toBeLessThan(SONGS);
    const kept = stopped.sql('SELECT 1 FROM clip').length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(SONGS);
    // Nothing is asked that the folder knows.
    await stopped.advance(120_000);
    expect(server.asked()).toHaveLength(asked);

    const again = await world.restart(stopped, { hasIntakeThread, onEvent: () => undefined });
    expect(rebuilding(await again.holds())).toEqual(hold);
    expect(again.sql('SELECT 1 FROM clip')).toHaveLength(kept);
    await again.invoke('library.continueRebuild', {});
    expect(await reportOf(again)).toMatchObject({ songs: SONGS, missingFiles: 0, duplicates: [] });
    expect(again.sql('SELECT clip_id, title, folder, stem FROM clip ORDER BY clip_id')).toEqual(before);
    expect(rebuilding(await again.holds())).toBeUndefined();
    expect((await again.job(JOB)).phase).toBe('succeeded');
  });
});

describe('slices', () => {
  it('make room after each transaction, and end one at once where the program waits to write', async () => {
    const { db, file } = databases.open();
    const beside = openBeside(file, createRecordingLog(), db.turns);
    let rests = 0;
    const slices = createSlices({
      db: beside,
      longestMs: 60_000,
      rest: () => {
        rests += 1;
        return restOneTurn();
      },
    });
    const ends: number[] = [];
    const run = () => slices.run([1, 2, 3, 4], () => undefined, { onSlice: (done) => ends.push(done) });
    await run();
    // Claimed while the first transaction runs.
    await db.turns.claim(run);
    expect(ends).toEqual([4, 1, 4]);
    expect(rests).toBe(3);
    beside.close();
  });

  it('of the program itself do not end for its own sake', async () => {
    const { db } = databases.open();
    const ends: number[] = [];
    const slices = createSlices({ db, longestMs: 60_000, rest: restOneTurn });
    await slices.run([1, 2, 3], () => undefined, { onSlice: (done) => ends.push(done) });
    expect(ends).toEqual([3]);
  });

  it('undo no more than the transaction that fails', async () => {
    const { db } = databases.open();
    db.exec('CREATE TABLE taken (item INTEGER)');
    const insert = db.prepare('INSERT INTO taken VALUES (?)');
    const slices = createSlices({ db, longestMs: 0, rest: restOneTurn });
    const taking = slices.run([1, 2, 3], (item) => {
      insert.run([item]);
      if (item === 2) throw new Error('no');
    });
    await expect(taking).rejects.toThrow('no');
    expect(db.prepare('SELECT item FROM taken').values()).toEqual([1]);
  });
});
