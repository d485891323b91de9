import { describe, expect, it } from 'vitest';
import { count, isFull } from '../support/extent';
import { createRandom } from '../support/fake-clock';
import { createWorld } from '../support/world';
import { addWhenReady, createLives, expectToDie } from './lives';
import { makeOldDatabase, type OldDatabase } from './old-databases';
import { createOracle } from './oracle';

const world = createWorld();

const lives = createLives();

const MOMENTS = ['before', 'after'] as const;
/** How often every point is tried. */
const FIRST_ROUNDS = count(3, 1);
const ROUNDS = count(10, 1);

/** The short run takes every fifth point. */
function sample<T>(list: readonly T[]): readonly T[] {
  return isFull ? list : list.filter((_, index) => index % 5 === 0);
}

/** Steps of a first start, or of one with a database of an older program; each happens once in a folder's life. */
const FIRST_STEPS: readonly (readonly [step: string, database: OldDatabase])[] = [
  ['change schema', 'none'],
  ['set schema version', 'none'],
  ['commit migration', 'none'],
  ['copy database', 'version 1'],
  ['flush database copy', 'version 1'],
  ['rename database copy', 'version 1'],
  ['change schema', 'version 1'],
  ['commit migration', 'version 1'],
  ['mkdir library folder', 'none'],
  ['open library file', 'none'],
  ['write library file', 'none'],
  ['flush library file', 'none'],
  ['rename library file', 'none'],
  ['flush library folder', 'none'],
  ['commit library folder', 'none'],
  ['open journal', 'none'],
  ['write journal', 'version 10'],
  ['flush journal', 'version 10'],
];

/** Steps of every arrival, with how often they come in one: the kill is at one of these times. */
const ARRIVAL_STEPS: readonly (readonly [step: string, times: number])[] = [
  ['insert job', 1],
  ['commit job ids', 1],
  ['write journal', 1],
  ['flush journal', 1],
  ['close journal', 1],
  ['mark journaled', 1],
  ['mark asked', 1],
  ['insert answer', 1],
  ['insert song', 2],
  ['insert search row', 2],
  ['queue download', 2],
  ['commit answer', 1],
  ['mkdir song folder', 2],
  ['move download', 6],
  ['save progress', 6],
  ['open part', 6],
  ['write part', 12],
  ['flush part', 6],
  ['close part', 6],
  ['note arrival', 6],
  ['rename part', 6],
  ['flush song folder', 6],
  ['write file row', 6],
  ['delete download', 6],
  ['commit file row', 6],
  ['commit duration', 2],
  ['open sidecar', 6],
  ['write sidecar', 6],
  ['flush sidecar', 6],
  ['rename sidecar', 6],
  ['save sidecar row', 4],
  ['end sidecars', 2],
];

const ARRIVAL_POINTS = sample(
  ARRIVAL_STEPS.flatMap(([step, times]) => MOMENTS.map((moment) => ({ step, times, moment }))),
);

describe('kill -9 at a named point of a first start', () => {
  it.each(sample(FIRST_STEPS))(
    '%s (database: %s)',
    { meta: { cases: FIRST_ROUNDS * MOMENTS.length }, timeout: 3_600_000 },
    async (step, database) => {
      for (let round = 0; round < FIRST_ROUNDS; round += 1) {
        for (const moment of MOMENTS) {
          const server = await world.server({ now: () => Date.now() });
          const folder = world.folder();
          const old = makeOldDatabase(folder, database);
          const oracle = createOracle(server);
          const job = oracle.newJob();
          const crash = { step, moment, count: 1 };

          const first = lives.launch(folder, server.url, oracle, { crash });
          addWhenReady(first, oracle, [job]);
          await expectToDie(first, `${moment} ${step}`);
          oracle.inspect(folder);

          const second = lives.launch(folder, server.url, oracle);
          await second.waitFor(second.isReady);
          await oracle.add(second, [job]);
          await oracle.finish(second, folder);
          old.expectKept();
        }
      }
    },
  );
});

describe('kill -9 at a named point of an arrival', () => {
  it.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
    'one life for each, on one library (round %i)',
    { meta: { cases: ARRIVAL_POINTS.length }, timeout: 3_600_000 },
    async (round) => {
      const random = createRandom(round);
      const server = await world.server({ now: () => Date.now() });
      const folder = world.folder();
      const oracle = createOracle(server);
      for (const { step, times, moment } of shuffled(ARRIVAL_POINTS, random)) {
        const crash = { step, moment, count: 1 + Math.floor(random() * times) };
        const core = lives.launch(folder, server.url, oracle, { crash });
        addWhenReady(core, oracle, [oracle.newJob()]);
        await expectToDie(core, `${crash.moment} ${crash.step}, time ${crash.count}`);
        oracle.inspect(folder);
      }
      const last = lives.launch(folder, server.url, oracle);
      await oracle.finish(last, folder);
      expect(oracle.acknowledged().files).toBeGreaterThan(0);
    },
  );
});

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((each) => ({ each, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}
