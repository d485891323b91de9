import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClipId } from '@shared/model';
import { createCompareEngine, type ComparedTake } from '../../src/renderer/features/compare/compare-engine';
import type { CompareGraph, TakeDeck, TakeDeckEvents } from '../../src/renderer/features/compare/take-deck';

const idOf = (name: string) => name as ClipId;
const STEP_MS = 10;

/** A file that plays by the test's clock, and what was asked of it. */
interface FakeDeck {
  readonly address: string;
  readonly events: TakeDeckEvents;
  durationMs: number | null;
  ms: number;
  rate: number;
  gainDb: number;
  seeks: number;
  /** How long the file takes to be at a place. */
  seekTakesMs: number;
  isHeard: boolean;
  isPlaying: boolean;
  isClosed: boolean;
}

function setUp(durations: Readonly<Record<string, number | null>>) {
  const decks: FakeDeck[] = [];
  const graph = { level: 1, device: '', isRunning: false, isClosed: false };
  const fake: CompareGraph = {
    createDeck(address, gainDb, events) {
      const deck: FakeDeck = {
        address,
        events,
        durationMs: durations[address] ?? null,
        ms: 0,
        rate: 1,
        gainDb,
        seeks: 0,
        seekTakesMs: 0,
        isHeard: false,
        isPlaying: false,
        isClosed: false,
      };
      decks.push(deck);
      return deckOf(deck);
    },
    setLevel: (level) => {
      graph.level = level;
    },
    setDevice: (device) => {
      graph.device = device;
      return Promise.resolve();
    },
    setRunning: (isRunning) => {
      graph.isRunning = isRunning;
    },
    close: () => {
      graph.isClosed = true;
    },
  };
  const engine = createCompareEngine(fake);
  const takes = Object.keys(durations).map((name): ComparedTake => ({
    clipId: idOf(name),
    address: name,
    gainDb: 0,
  }));
  engine.setTakes(takes);
  const deck = (name: string) => {
    const found = decks.findLast(({ address }) => address === name);
    if (!found) throw new Error(`Nothing was opened at ${name}.`);
    return found;
  };
  /** Lets time go on, for files and timers alike. */
  async function goOn(ms: number): Promise<void> {
    for (let at = 0; at < ms; at += STEP_MS) {
      for (const each of decks) {
        if (each.isPlaying && graph.isRunning)
          each.ms = Math.min(each.durationMs ?? Infinity, each.ms + STEP_MS * each.rate);
      }
      await vi.advanceTimersByTimeAsync(STEP_MS);
    }
  }
  const heard = () => decks.filter(({ isHeard }) => isHeard).map(({ address }) => address);
  return { engine, takes, deck, decks, graph, goOn, heard };
}

function deckOf(deck: FakeDeck): TakeDeck {
  return {
    isReady: () => deck.durationMs !== null,
    durationMs: () => deck.durationMs,
    positionMs: () => deck.ms,
    seek(ms) {
      deck.ms = ms;
      deck.seeks += 1;
      if (deck.seekTakesMs === 0) return Promise.resolve();
      return new Promise((resolve) => {
        setTimeout(resolve, deck.seekTakesMs);
      });
    },
    play: () => {
      deck.isPlaying = true;
    },
    pause: () => {
      deck.isPlaying = false;
    },
    setRate: (rate) => {
      deck.rate = rate;
    },
    setGain: (gainDb) => {
      deck.gainDb = gainDb;
    },
    setHeard: (isHeard) => {
      deck.isHeard = isHeard;
    },
    close: () => {
      deck.isClosed = true;
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('takes that are compared', () => {
  it('all run, and one is heard', async () => {
    const { engine, decks, goOn, heard } = setUp({ a: 60_000, b: 60_000, c: 60_000 });
    expect(engine.getState()).toMatchObject({ heard: 'a', isPlaying: false, durationMs: 60_000 });
    engine.play();
    await goOn(500);
    expect(decks.map(({ isPlaying }) => isPlaying)).toEqual([true, true, true]);
    expect(heard()).toEqual(['a']);
  });

  it.each([
    ['when they are at the place that they were sent to right before', 50],
    ['also where all of them are there only after it was waited for them', 3_000],
  ])('begin to run %s', async (_, seekTakesMs) => {
    const { engine, decks, goOn, heard } = setUp({ a: 60_000, b: 60_000, c: 60_000 });
    for (const deck of decks) deck.seekTakesMs = seekTakesMs;
    engine.seekTo(5_000);
    await goOn(20);
    engine.play();
    await goOn(2 * seekTakesMs + 500);
    expect(decks.map(({ isPlaying }) => isPlaying)).toEqual([true, true, true]);
    expect(heard()).toEqual(['a']);
    expect(engine.positionMs()).toBeGreaterThan(5_000);
  });

  it('begin at the take and the second from which the comparison was opened', async () => {
    const { engine, deck, goOn, heard } = setUp({ a: null, b: null, c: null });
    engine.beginAt(idOf('c'), 42_000);
    expect(engine.getState()).toMatchObject({ heard: 'c', isPlaying: false, placeMs: 42_000 });
    expect(engine.positionMs()).toBe(42_000);
    // Their lengths become known a moment later; one of them is over by then.
    for (const [name, durationMs] of Object.entries({ a: 60_000, b: 30_000, c: 50_000 })) {
      deck(name).durationMs = durationMs;
      deck(name).events.changed();
    }
    engine.play();
    await goOn(300);
    expect(heard()).toEqual(['c']);
    expect(engine.positionMs()).toBeGreaterThanOrEqual(42_000);
    expect(engine.positionMs()).toBeLessThan(43_000);
    expect(engine.getState().takes.get(idOf('b'))).toBe('over');
    expect(deck('a').ms).toBeGreaterThan(42_000);
  });

  it('are switched at once and without a seek, at the same second', async () => {
    const { engine, decks, goOn, heard } = setUp({ a: 60_000, b: 60_000 });
    engine.play();
    await goOn(1_000);
    const seeks = decks.map((each) => each.seeks);
    const before = engine.positionMs();
    engine.hear(idOf('b'));
    expect(heard()).toEqual(['b']);
    expect(engine.positionMs()).toBe(before);
    expect(decks.map((each) => each.seeks)).toEqual(seeks);
  });

  it('are gone through by steps, past those that have nothing to be heard', () => {
    const { engine, takes } = setUp({ a: 60_000, b: 60_000 });
    const none = { clipId: idOf('none'), address: null, gainDb: 0 };
    engine.setTakes([...takes, none]);
    const seen = [1, 1, -1].map((by) => {
      engine.step(by as 1 | -1);
      return engine.getState().heard;
    });
    expect(seen).toEqual(['b', 'a', 'b']);
  });

  it('are brought together by those that nobody hears', async () => {
    const { engine, deck, goOn } = setUp({ a: 60_000, b: 60_000, c: 60_000 });
    engine.play();
    await goOn(500);
    deck('b').ms += 60;
    deck('c').ms -= 90;
    await goOn(150);
    expect(deck('a').rate).toBe(1);
    expect(deck('b').rate).toBeLessThan(1);
    expect(deck('c').rate).toBeGreaterThan(1);
    await goOn(3_000);
    expect(Math.abs(deck('b').ms - deck('a').ms)).toBeLessThanOrEqual(20);
    expect(Math.abs(deck('c').ms - deck('a').ms)).toBeLessThanOrEqual(20);
    expect([deck('b').rate, deck('c').rate]).toEqual([1, 1]);
  });

  it('leave a small difference alone, and seek where it is large', async () => {
    const { engine, deck, goOn } = setUp({ a: 60_000, b: 60_000, c: 60_000 });
    engine.play();
    await goOn(500);
    const seeks = deck('c').seeks;
    deck('b').ms += 12;
    deck('c').ms += 5_000;
    await goOn(150);
    expect(deck('b').rate).toBe(1);
    expect(deck('c').seeks).toBeGreaterThan(seeks);
    expect(Math.abs(deck('c').ms - deck('a').ms)).toBeLessThanOrEqual(20);
  });

  it('are heard at their own speed from the switch on', async () => {
    const { engine, deck, goOn } = setUp({ a: 60_000, b: 60_000 });
    engine.play();
    await goOn(500);
    deck('b').ms += 60;
    await goOn(150);
    expect(deck('b').rate).not.toBe(1);
    engine.hear(idOf('b'));
    expect(deck('b').rate).toBe(1);
    await goOn(150);
    expect(deck('b').rate).toBe(1);
  });

  it('are played as fast as the player plays, also when they were brought together', async () => {
    const { engine, deck, goOn } = setUp({ a: 60_000, b: 60_000 });
    engine.setSpeed(1.5);
    engine.play();
    await goOn(1_000);
    expect([deck('a').rate, deck('b').rate]).toEqual([1.5, 1.5]);
    deck('b').ms += 60;
    await goOn(200);
    expect(deck('b').rate).toBeLessThan(1.5);
    await goOn(1_500);
    expect([deck('a').rate, deck('b').rate]).toEqual([1.5, 1.5]);
    expect(Math.abs(deck('a').ms - deck('b').ms)).toBeLessThan(5);
    engine.setSpeed(1);
    expect([deck('a').rate, deck('b').rate]).toEqual([1, 1]);
  });

  it('are sought together, softly, and go on', async () => {
    const { engine, decks, goOn, heard } = setUp({ a: 60_000, b: 60_000 });
    engine.play();
    await goOn(500);
    engine.seekTo(30_000);
    expect(heard()).toEqual([]);
    expect(engine.positionMs()).toBe(30_000);
    await goOn(100);
    expect(heard()).toEqual(['a']);
    for (const { ms } of decks) expect(ms).toBeGreaterThanOrEqual(30_000);
    engine.seekTo(99_000);
    expect(engine.positionMs()).toBe(60_000);
  });

  it('stand where they were paused, and nothing runs', async () => {
    const { engine, decks, graph, goOn } = setUp({ a: 60_000, b: 60_000 });
    engine.play();
    await goOn(500);
    engine.pause();
    const at = engine.positionMs();
    await goOn(500);
    expect(engine.positionMs()).toBe(at);
    expect(decks.every(({ isPlaying }) => !isPlaying)).toBe(true);
    expect(graph.isRunning).toBe(false);
    expect(engine.getState()).toMatchObject({ isPlaying: false, placeMs: at });
  });

  it('do the last of what is asked for quickly', async () => {
    const { engine, goOn, heard, graph } = setUp({ a: 60_000, b: 60_000 });
    engine.play();
    engine.pause();
    engine.play();
    engine.seekTo(10_000);
    engine.pause();
    await goOn(500);
    expect(heard()).toEqual([]);
    expect(graph.isRunning).toBe(false);
    expect(engine.positionMs()).toBe(10_000);
  });
});

describe('takes of different length', () => {
  it('stand when the one that is heard is over, and a longer one goes on from there', async () => {
    const { engine, deck, goOn } = setUp({ short: 2_000, long: 4_000 });
    engine.play();
    await goOn(2_300);
    expect(engine.getState()).toMatchObject({ isPlaying: false, placeMs: 2_000 });
    expect(engine.getState().takes.get(idOf('short'))).toBe('over');
    expect(deck('long').isPlaying).toBe(false);
    engine.hear(idOf('long'));
    engine.play();
    await goOn(500);
    expect(engine.positionMs()).toBeGreaterThan(2_000);
    expect(engine.positionMs()).toBeLessThan(3_000);
    await goOn(2_500);
    expect(engine.getState()).toMatchObject({ isPlaying: false, placeMs: 4_000 });
    engine.play();
    await goOn(200);
    expect(engine.positionMs()).toBeLessThan(1_000);
    expect(engine.getState().takes.get(idOf('short'))).toBe('ready');
  });

  it('stand when one is chosen that is over by then, and begin anew with it', async () => {
    const { engine, goOn } = setUp({ long: 9_000, short: 2_000 });
    engine.play();
    await goOn(3_000);
    engine.hear(idOf('short'));
    await goOn(300);
    expect(engine.getState()).toMatchObject({ heard: 'short', isPlaying: false });
    expect(engine.getState().placeMs).toBeGreaterThan(2_900);
    engine.play();
    await goOn(200);
    expect(engine.positionMs()).toBeLessThan(1_000);
  });
});

describe('a short take that nobody hears', () => {
  it('rests at its end, and is not begun again for being behind', async () => {
    const { engine, deck, goOn } = setUp({ long: 9_000, short: 2_000 });
    engine.play();
    await goOn(2_300);
    expect(deck('short').isPlaying).toBe(false);
    const { seeks } = deck('short');
    await goOn(2_000);
    expect(deck('short').seeks).toBe(seeks);
    expect(engine.getState().takes.get(idOf('short'))).toBe('over');
  });
});

describe('a take that cannot be heard', () => {
  it('is told, and never chosen', () => {
    const { engine, takes, deck } = setUp({ a: 60_000, b: 60_000 });
    engine.setTakes([{ clipId: idOf('none'), address: null, gainDb: 0 }, ...takes]);
    engine.hear(idOf('none'));
    expect(engine.getState().heard).toBe('a');
    expect(engine.getState().takes.get(idOf('none'))).toBe('silent');
    deck('b').events.failed();
    expect(engine.getState().takes.get(idOf('b'))).toBe('failed');
    engine.hear(idOf('b'));
    expect(engine.getState().heard).toBe('a');
  });

  it('comes in at the same second when its file is there', async () => {
    const { engine, deck, goOn } = setUp({ a: 60_000, late: null });
    engine.play();
    // It is not waited for any longer than this.
    await goOn(2_500);
    expect(engine.getState().takes.get(idOf('late'))).toBe('opening');
    deck('late').durationMs = 60_000;
    deck('late').events.changed();
    await goOn(300);
    expect(deck('late').isPlaying).toBe(true);
    expect(Math.abs(deck('late').ms - deck('a').ms)).toBeLessThanOrEqual(20);
  });
});

describe('the files', () => {
  it('are opened once, glide to another loudness, and are opened anew where they are others', () => {
    const { engine, takes, decks, deck } = setUp({ a: 60_000, b: 60_000 });
    engine.setTakes(takes.map((take) => ({ ...take, gainDb: -6 })));
    expect(decks).toHaveLength(2);
    expect(deck('a').gainDb).toBe(-6);
    const before = deck('b');
    engine.setTakes(takes.map((take) => (take.clipId === 'b' ? { ...take, address: 'other' } : take)));
    expect(before.isClosed).toBe(true);
    expect(decks).toHaveLength(3);
  });

  it('are all closed at the end', () => {
    const { engine, decks, graph } = setUp({ a: 60_000, b: 60_000 });
    engine.close();
    expect(decks.every(({ isClosed }) => isClosed)).toBe(true);
    expect(graph.isClosed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('what they are heard on', () => {
  it('has the volume of the player, and all stop where the chosen device goes', async () => {
    const { engine, graph, goOn } = setUp({ a: 60_000, b: 60_000 });
    engine.setVolume(0.5);
    expect(graph.level).toBeCloseTo(0.25);
    await engine.setDevice('headphones');
    engine.play();
    await goOn(200);
    await engine.setDevice('');
    expect(graph.device).toBe('');
    expect(engine.getState().isPlaying).toBe(false);
  });
});
