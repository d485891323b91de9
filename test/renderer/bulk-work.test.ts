import { beforeEach, describe, expect, it, vi } from 'vitest';
import { runBulkWork } from '../../src/renderer/shell/bulk-work';
import { createUndoGroup, lastFirst } from '../../src/renderer/shell/undo-group';
import { undoNewest } from '../../src/renderer/shell/notices';
import { newestStep } from '../../src/renderer/shell/undo-history';

vi.mock('../../src/renderer/i18n', () => ({ translate: (key: string) => key }));

beforeEach(() => {
  vi.stubGlobal('window', globalThis);
});

/** Portions that come when they are let go. */
function heldPortions(name: string, log: string[]) {
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  async function* portions() {
    log.push(`${name} begins`);
    await gate;
    yield name;
  }
  const done = runBulkWork('collecting', 1, portions(), (portion) => {
    log.push(portion);
    return 1;
  });
  return { done, release };
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

describe('works on many songs', () => {
  it('are done one after the other, in the order in which they were asked for', async () => {
    const log: string[] = [];
    const works = ['one', 'two', 'three'].map((name) => heldPortions(name, log));
    for (const { release } of works.toReversed()) release();
    expect(await Promise.all(works.map(({ done }) => done))).toEqual([true, true, true]);
    expect(log).toEqual(['one begins', 'one', 'two begins', 'two', 'three begins', 'three']);
  });

  it('go on behind one that fails', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    async function* broken(): AsyncGenerator<string> {
      await turn();
      throw new Error('no');
    }
    const failing = runBulkWork('fetching', 1, broken(), () => 1);
    const log: string[] = [];
    const next = heldPortions('next', log);
    next.release();
    expect(await failing).toBe(false);
    expect(await next.done).toBe(true);
  });

  it('are refused where too many wait', async () => {
    const log: string[] = [];
    const works = Array.from({ length: 25 }, (_, at) => heldPortions(String(at), log));
    for (const { release } of works) release();
    const ends = await Promise.all(works.map(({ done }) => done));
    expect(ends.filter((end) => end)).toHaveLength(20);
    expect(ends.slice(20)).toEqual([false, false, false, false, false]);
  });
});

describe('what goes in a row', () => {
  it('is told in one notice, and comes back by one Undo, the last first', async () => {
    const texts: string[] = [];
    const back: string[] = [];
    const group = createUndoGroup<string>((names) =>
      lastFirst(names, (name) => Promise.resolve(back.push(name))),
    );
    const text = (count: number) => {
      texts.push(`${count} gone`);
      return `${count} gone`;
    };
    for (const name of ['a', 'b', 'c', 'd']) group.tell(name, 1, text);
    expect(texts).toEqual(['1 gone', '2 gone', '3 gone', '4 gone']);
    undoNewest();
    await turn();
    expect(back).toEqual(['d', 'c', 'b', 'a']);
    // The notice has gone, and what goes now begins anew.
    undoNewest();
    await turn();
    expect(back).toHaveLength(4);
    group.tell('e', 1, text);
    undoNewest();
    await turn();
    expect(back.slice(4)).toEqual(['e']);
  });

  it('is told without what could not be taken away', async () => {
    const back: string[] = [];
    const group = createUndoGroup<string>((names) => Promise.resolve(back.push(...names)));
    const text = (count: number) => `${count} gone`;
    for (const name of ['a', 'b', 'c']) group.tell(name, 1, text);
    group.retract('b');
    expect(newestStep()?.text()).toBe('2 gone');
    undoNewest();
    await turn();
    expect(back).toEqual(['a', 'c']);
    group.tell('d', 1, text);
    group.retract('d');
    expect(newestStep()).toBeNull();
  });
});
