import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { forgetUndo, notify, takeOffer, undoAction, undoNewest } from '../../src/renderer/shell/notices';
import { awaitStep, comingSteps, newestStep, rememberStep } from '../../src/renderer/shell/undo-history';

vi.mock('../../src/renderer/i18n', () => ({ translate: (key: string) => key }));

beforeEach(() => {
  vi.stubGlobal('window', globalThis);
  forgetUndo();
});

/** Does something that is told with Undo; `undone` holds what was taken back. */
function history() {
  const undone: string[] = [];
  const run = (name: string) => () => void undone.push(name);
  const does = (name: string) => notify(() => name, { action: undoAction(run(name)) });
  return { undone, run, does };
}

describe('what was done', () => {
  it('is taken back step by step, also where its notice has gone', () => {
    const { undone, does } = history();
    const notices = ['a', 'b', 'c', 'd', 'e'].map(does);
    expect(notices.map((notice) => notice.isShown())).toEqual([false, false, true, true, true]);
    for (let times = 0; times < 6; times += 1) undoNewest();
    expect(undone).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  it('is taken back once: by its notice or by the key', () => {
    const { undone, run, does } = history();
    does('a');
    const step = { text: () => 'b', run: run('b') };
    rememberStep(step);
    takeOffer({ id: -1, text: () => 'b', tone: 'plain', action: null, undo: step, isLasting: false });
    expect(undone).toEqual(['b']);
    undoNewest();
    undoNewest();
    expect(undone).toEqual(['b', 'a']);
  });

  it('is passed over while taking it back would change nothing', () => {
    const { undone, run, does } = history();
    does('a');
    let hasEffect = false;
    rememberStep({ text: () => 'b', run: run('b'), hasEffect: () => hasEffect });
    expect(newestStep()?.text()).toBe('a');
    hasEffect = true;
    undoNewest();
    undoNewest();
    expect(undone).toEqual(['b', 'a']);
  });

  it('is waited for while it is under way: who takes back right after it means that', async () => {
    const { undone, does } = history();
    does('a');
    let answer: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    // What is handed over first, and noted then.
    awaitStep(
      asked.then(() => {
        awaitStep(Promise.resolve().then(() => does('b')));
      }),
    );
    awaitStep(asked.then(() => Promise.reject(new Error('refused'))));
    undoNewest();
    undoNewest();
    expect(undone).toEqual([]);
    answer();
    await comingSteps();
    await vi.waitFor(() => {
      expect(undone).toEqual(['b', 'a']);
    });
    expect(comingSteps()).toBeNull();
  });

  it('is not waited for where it stands behind long work', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { undone, does } = history();
    does('a');
    let end: () => void = () => undefined;
    awaitStep(
      new Promise<void>((resolve) => {
        end = resolve;
      }),
    );
    undoNewest();
    await vi.advanceTimersByTimeAsync(1_900);
    expect(undone).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(undone).toEqual(['a']);
    end();
  });

  it('is remembered for twenty steps', () => {
    const { undone, does } = history();
    for (let step = 1; step <= 25; step += 1) does(String(step));
    for (let times = 0; times < 25; times += 1) undoNewest();
    expect(undone).toHaveLength(20);
    expect(undone.at(-1)).toBe('6');
  });

  it('is forgotten where it is withdrawn, and with the library', () => {
    const { undone, does } = history();
    does('a');
    does('b').withdraw();
    expect(newestStep()?.text()).toBe('a');
    const notice = does('c');
    forgetUndo();
    expect(notice.isShown()).toBe(false);
    undoNewest();
    expect(undone).toEqual([]);
  });

  it('is not gone back to again by what taking back tells', () => {
    const { undone, does } = history();
    does('a');
    notify(() => 'b', {
      action: undoAction(() => {
        undone.push('b');
        does('again');
      }),
    });
    undoNewest();
    undoNewest();
    undoNewest();
    expect(undone).toEqual(['b', 'a']);
  });
});
