import { env } from 'node:process';
import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { bundleCore, launchCoreProcess, type CoreBundle, type CoreProcess } from '../support/core-process';
import { count } from '../support/extent';
import { createRandom } from '../support/fake-clock';
import { createWorld } from '../support/world';
import { createLedger, type Ledger } from './ledger';
import { judge, type Reading } from './steadiness';
import { TROUBLES, type Scene, type Trouble } from './trouble';
import { createWalk, type Walk } from './walk';

/**
 * A user who does this and that for a long time, with something going wrong around the program again and again. In the end
 * nothing that was acknowledged is lost, every file is right, and the program holds no more than after its first minutes.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** `npm run test:long` says how long. */
const LENGTH_MS = Number(env['FLOWSHELF_LONG_MINUTES'] ?? count(15, 0.6)) * MINUTE;
const SEED = Number(env['FLOWSHELF_LONG_SEED'] ?? 20_261_128);
const isLong = LENGTH_MS >= 12 * MINUTE;

/** From one trouble to the next, how long one lasts at most, and from one reading to the next. */
const TROUBLE_EVERY_MS = isLong ? MINUTE : 3 * SECOND;
const LONGEST_TROUBLE_MS = isLong ? 20 * SECOND : 1.2 * SECOND;
const READ_EVERY_MS = isLong ? 10 * SECOND : 0.75 * SECOND;
/** Part of the time in which the program is not measured yet, and part in which it is killed as well. */
const WARMING_UP = 0.3;
const KILLED = 0.2;
const MOST_SONGS = isLong ? 150 : 30;
const STEP_EVERY_MS = 25;
/** Only for what never comes to rest. */
const SETTLED_WITHIN_MS = 4 * MINUTE;

const world = createWorld();
let bundle: CoreBundle;
let core: CoreProcess;
beforeAll(async () => {
  bundle = await bundleCore();
});
afterAll(() => bundle.remove());
afterEach(async () => {
  core.wake();
  await core.kill();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a long run', () => {
  it(
    `of ${LENGTH_MS / MINUTE} minutes: nothing is lost, and memory and handles stay the same`,
    { timeout: 2 * LENGTH_MS + 2 * SETTLED_WITHIN_MS },
    async ({ task }) => {
      const random = createRandom(SEED);
      const server = await world.server({ now: () => Date.now() });
      const folder = world.folder();
      const ledger = createLedger(server, random);
      const logged: string[] = [];
      const start = async () => {
        core = launchCoreProcess(bundle, folder, server.url, {
          isMeasured: true,
          canRefuse: true,
          onTold: (message) => void (message.kind === 'log' && logged.push(message.line)),
        });
        await core.waitFor(core.isReady, MINUTE);
      };
      await start();

      const beganAt = performance.now();
      const sinceStart = () => performance.now() - beganAt;
      const isKillTime = () => sinceStart() > LENGTH_MS * (1 - KILLED);
      const walk = createWalk({
        folder,
        ledger,
        random,
        core: () => core,
        mostSongs: MOST_SONGS,
        mayHarm: () => !isKillTime(),
        onDeed: note,
      });
      /** What happened last, for who has to find out what went wrong. */
      const history: string[] = [];
      function note(what: string): void {
        history.push(`${(sinceStart() / SECOND).toFixed(1)} s ${what}`);
        if (history.length > 2_000) history.shift();
      }
      onTestFailed(() => console.info([...history, ...logged.slice(-100)].join('\n')));
      const readings: Reading[] = [];
      const told = new Map<string, number>();
      let trouble: { readonly what: Trouble; readonly scene: Scene; readonly endsAt: number } | null = null;
      let troubleAt = TROUBLE_EVERY_MS;
      let readAt = LENGTH_MS * WARMING_UP;
      let coming: Trouble[] = [];

      async function changeTrouble(): Promise<void> {
        const now = sinceStart();
        if (trouble && now >= trouble.endsAt) {
          const { what, scene } = trouble;
          trouble = null;
          note(`no longer: ${what.name}`);
          await what.end(scene);
          ledger.compare(folder);
          server.forget();
        } else if (!trouble && now >= troubleAt) {
          troubleAt = now + TROUBLE_EVERY_MS;
          if (isKillTime()) {
            note('killed');
            told.set('killed', (told.get('killed') ?? 0) + 1);
            await core.kill();
            ledger.compare(folder);
            await start();
            return;
          }
          if (coming.length === 0) coming = shuffled(TROUBLES, random);
          const what = coming.pop();
          if (!what) return;
          note(`from now on: ${what.name}`);
          told.set(what.name, (told.get(what.name) ?? 0) + 1);
          const lengthMs = LONGEST_TROUBLE_MS * (0.3 + 0.7 * random());
          const scene: Scene = { server, folder, random, core: () => core, lengthMs };
          await what.begin(scene);
          trouble = { what, scene, endsAt: sinceStart() + lengthMs };
        }
      }

      while (sinceStart() < LENGTH_MS) {
        await changeTrouble();
        if (sinceStart() >= readAt && !isKillTime()) {
          readAt += READ_EVERY_MS;
          readings.push({ atMs: sinceStart(), vitals: await core.measure() });
        }
        await walk.step();
        await pause(2 * STEP_EVERY_MS * random());
      }
      await endTrouble();
      await settle(walk, ledger, folder);
      await core.kill();
      ledger.compareAll(folder);

      async function endTrouble(): Promise<void> {
        if (trouble) await trouble.what.end(trouble.scene);
        trouble = null;
      }

      const steps = [...walk.done.values()].reduce((sum, each) => sum + each, 0);
      task.meta.cases = steps;
      const verdicts = judge(readings);
      if (isLong) report(walk, told, ledger, logged, readings);
      expect(logged.filter((line) => /unexpected|Request .* failed/i.test(line))).toEqual([]);
      expect(verdicts.filter(({ isSteady }) => !isSteady)).toEqual([]);
      expect([...told.keys()].sort()).toEqual([...TROUBLES.map(({ name }) => name), 'killed'].sort());
      expect(steps).toBeGreaterThan(LENGTH_MS / SECOND);
    },
  );
});

/** The user starts all that was stopped, has the library checked and repaired, and waits until nothing is left to do. */
async function settle(walk: Walk, ledger: Ledger, folder: string): Promise<void> {
  const invoke = core.invoke;
  await invoke('downloads.resumeAll', {});
  const openJobs = async () => {
    const { rows } = await invoke('jobs.page', { offset: 0, limit: 500 });
    return rows.filter(({ phase }) => phase !== 'succeeded').map(({ id }) => id);
  };
  const isAtRest = async () => {
    const { counts, holds } = await invoke('app.snapshot', {});
    if (holds.length > 0 || counts.downloads > 0 || (await openJobs()).length > 0) return false;
    const db = new BetterSqlite3(join(folder, 'library.sqlite'), { readonly: true });
    try {
      return (
        db.prepare('SELECT 1 FROM clip WHERE is_sidecar_due <> 0 OR is_measured = 0').get() === undefined
      );
    } finally {
      db.close();
    }
  };
  let urgedAt = 0;
  const untilAtRest = () =>
    core.waitFor(async () => {
      if (await isAtRest()) return true;
      if (performance.now() - urgedAt > 2 * SECOND) {
        urgedAt = performance.now();
        for (const { kind } of (await invoke('app.snapshot', {})).holds) await tryAgain(kind);
        const open = await openJobs();
        if (open.length > 0) await invoke('jobs.check', { jobIds: open });
        const downloads = await invoke('downloads.page', { offset: 0, limit: 500 });
        const ids = downloads.rows.map(({ id }) => id);
        if (ids.length > 0) await invoke('downloads.retry', { ids });
      }
      await pause(100);
      return false;
    }, SETTLED_WITHIN_MS);
  await untilAtRest();
  await walk.checkAndRepair();
  await untilAtRest();
  const findings = await walk.checkAndRepair();
  const others = findings.filter(({ kind, path }) => kind !== 'foreign' || !ledger.isLeftByOthers(path));
  expect(others, 'findings after all was repaired').toEqual([]);
  ledger.listed(
    (await invoke('songs.page', { search: '', sort: 'arrived', direction: 'asc', offset: 0, limit: 500 }))
      .rows,
  );

  async function tryAgain(kind: string): Promise<void> {
    const kinds = [
      'key-rejected',
      'rate-limited',
      'offline',
      'disk-full',
      'data-disk-full',
      'library-missing',
    ] as const;
    const known = kinds.find((each) => each === kind);
    if (known) await invoke('holds.tryAgain', { kind: known });
  }
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((each) => ({ each, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}

/** For `docs/RELIABILITY.md` and for whoever waits. */
function report(
  walk: Walk,
  told: ReadonlyMap<string, number>,
  ledger: Ledger,
  logged: readonly string[],
  readings: readonly Reading[],
): void {
  const lines = (counts: ReadonlyMap<string, number>) =>
    [...counts].map(([name, times]) => `  ${name}: ${times}`).join('\n');
  const messages = new Map<string, number>();
  for (const line of logged) {
    const message = /^[^{]*?(?= \{|:|$)/.exec(line)?.[0] ?? line;
    messages.set(message, (messages.get(message) ?? 0) + 1);
  }
  const verdicts = judge(readings).map(
    ({ what, early, late, growth }) =>
      `  ${what}: early ${Math.round(early)}, late ${Math.round(late)}, growth ${Math.round(growth)}`,
  );
  console.info(
    [
      `${LENGTH_MS / MINUTE} minutes, seed ${SEED}, ${readings.length} readings, ${ledger.jobs().length} jobs and ${ledger.songs().length} songs left`,
      `done:\n${lines(walk.done)}`,
      `could not be done just then:\n${lines(walk.refused)}`,
      `troubles:\n${lines(told)}`,
      `in the log:\n${lines(messages)}`,
      `held:\n${verdicts.join('\n')}`,
    ].join('\n'),
  );
}
