import { describe, expect, it } from 'vitest';
import type { FromCore } from '../support/core-process-entry';
import { count } from '../support/extent';
import { createRandom } from '../support/fake-clock';
import { createWorld } from '../support/world';
import { addWhenReady, createLives, expectToDie } from './lives';
import { makeOldDatabase } from './old-databases';
import { createOracle } from './oracle';

const world = createWorld();
const lives = createLives();

/** What is under way when the kill comes: it is timed from one of the first times that this step is told. */
interface Work {
  readonly name: string;
  readonly step: string;
  readonly times: number;
  /** The kill comes at any moment within so long after the step. */
  readonly withinMs: number;
}

const WORKS: readonly Work[] = [
  { name: 'import', step: 'move job', times: 1, withinMs: 25 },
  { name: 'download', step: 'open part', times: 4, withinMs: 150 },
  { name: 'rename', step: 'flush part', times: 4, withinMs: 20 },
];

const KILLS_OF_EACH_WORK = count(150, 5);
/** So many kills hit one library before it has to be whole, with nothing missing and nothing too much. */
const KILLS_OF_A_LIBRARY = count(15, 5);

/** Calls back when the n-th step of a name is about to begin. */
function onStep(step: string, nth: number, callback: () => void): (message: FromCore) => void {
  let seen = 0;
  return (message) => {
    if (message.kind !== 'step' || message.moment !== 'before' || message.step !== step) return;
    seen += 1;
    if (seen === nth) callback();
  };
}

describe('kill -9 at random moments: nothing acknowledged is lost, nothing is there twice', () => {
  it.each(WORKS)(
    'of $name',
    { meta: { cases: KILLS_OF_EACH_WORK }, timeout: 3_600_000 },
    async ({ name, step, times, withinMs }) => {
      const random = createRandom(step.length);
      for (let kills = 0; kills < KILLS_OF_EACH_WORK; kills += KILLS_OF_A_LIBRARY) {
        const server = await world.server({ now: () => Date.now() });
        const folder = world.folder();
        const oracle = createOracle(server, name === 'download' ? { bytesPerSecond: 3_000_000 } : {});
        for (let kill = 0; kill < KILLS_OF_A_LIBRARY; kill += 1) {
          const nth = 1 + Math.floor(random() * times);
          const afterMs = random() * withinMs;
          const core = lives.launch(folder, server.url, oracle, {
            tellsSteps: true,
            onTold: onStep(step, nth, () => void setTimeout(() => void core.kill(), afterMs)),
          });
          addWhenReady(core, oracle, [oracle.newJob()]);
          await expectToDie(core, `${step}, time ${nth}`);
          oracle.inspect(folder);
        }
        await oracle.finish(lives.launch(folder, server.url, oracle), folder);
        expect(oracle.acknowledged().jobs).toBeGreaterThan(0);
      }
    },
  );

  it('of migration', { meta: { cases: KILLS_OF_EACH_WORK }, timeout: 3_600_000 }, async () => {
    const random = createRandom(17);
    for (let kill = 0; kill < KILLS_OF_EACH_WORK; kill += 1) {
      const server = await world.server({ now: () => Date.now() });
      const folder = world.folder();
      const old = makeOldDatabase(folder, kill % 2 === 0 ? 'version 1' : 'version 10');
      const oracle = createOracle(server);
      const afterMs = random() * 20;
      const core = lives.launch(folder, server.url, oracle, {
        tellsSteps: true,
        onTold: onStep('copy database', 1, () => void setTimeout(() => void core.kill(), afterMs)),
      });
      await expectToDie(core, 'copy database');
      oracle.inspect(folder);
      const next = lives.launch(folder, server.url, oracle);
      await next.waitFor(next.isReady);
      await next.kill();
      oracle.inspect(folder);
      old.expectKept();
    }
  });
});
