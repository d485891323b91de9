import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../src/renderer/player/deck-engine';
import type { Engine, EngineEvents } from '../../src/renderer/player/engine';
import { fakeGraph } from './fake-graph';

/** Of a ramp of 15 ms no moment is further from the one before than that; a cut is 1. */
const NO_CLICK = 0.1;
const FROM_START = { startMs: 0, isPlaying: true };

function source(address: string) {
  return { address, gainDb: 0 };
}

function setUp() {
  const graph = fakeGraph();
  const events = {
    playing: vi.fn<EngineEvents['playing']>(),
    fadeEnded: vi.fn<EngineEvents['fadeEnded']>(),
    duration: vi.fn<EngineEvents['duration']>(),
    moved: vi.fn<EngineEvents['moved']>(),
    ticked: vi.fn<EngineEvents['ticked']>(),
    ended: vi.fn<EngineEvents['ended']>(),
    followed: vi.fn<EngineEvents['followed']>(),
    exchanged: vi.fn<EngineEvents['exchanged']>(),
    failed: vi.fn<EngineEvents['failed']>(),
    silenced: vi.fn<EngineEvents['silenced']>(),
  };
  const engine: Engine = createEngine(events);
  const addresses = () => graph.heard().map(({ address }) => address);
  return { graph, events, engine, addresses };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('what is heard where something else is asked for', () => {
  it('begins a song as it was made, at once', async () => {
    const { graph, engine } = setUp();
    engine.load(source('a'), FROM_START);
    await graph.goOn(40);
    expect(graph.heard()).toEqual([{ address: 'a', place: expect.any(Number), level: 1 }]);
  });

  it('fades out, goes elsewhere, and fades in', async () => {
    const { graph, engine } = setUp();
    engine.load(source('a'), FROM_START);
    await graph.goOn(500);
    graph.largestStep();
    engine.seek(30_000);
    // Told at once, although it is heard a moment later.
    expect(engine.positionMs()).toBe(30_000);
    await graph.goOn(200);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
    expect(graph.heard()[0]).toMatchObject({ address: 'a', level: 1 });
    expect(graph.heard()[0]?.place).toBeGreaterThan(30);
    expect(graph.heard()[0]?.place).toBeLessThan(30.2);
  });

  it('is at the last of several places that are asked for quickly', async () => {
    const { graph, engine } = setUp();
    engine.load(source('a'), FROM_START);
    await graph.goOn(500);
    graph.largestStep();
    for (let ms = 10_000; ms <= 50_000; ms += 1_000) {
      engine.seek(ms);
      await graph.goOn(7);
    }
    await graph.goOn(200);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
    expect(graph.heard()[0]?.level).toBe(1);
    expect(engine.positionMs()).toBeGreaterThan(50_000);
  });

  it('stands at the place that was asked for just before a pause, or within it', async () => {
    const { graph, engine } = setUp();
    engine.load(source('a'), FROM_START);
    await graph.goOn(500);
    graph.largestStep();
    engine.seek(20_000);
    await graph.goOn(5);
    engine.pause();
    await graph.goOn(20);
    engine.seek(25_000);
    await graph.goOn(200);
    expect(graph.heard()).toEqual([]);
    expect(engine.positionMs()).toBe(25_000);
    engine.play();
    await graph.goOn(200);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
    expect(graph.heard()[0]?.level).toBe(1);
  });

  it('goes on where play follows within the fade of a pause', async () => {
    const { graph, engine } = setUp();
    engine.load(source('a'), FROM_START);
    await graph.goOn(500);
    graph.largestStep();
    engine.seek(20_000);
    engine.pause();
    await graph.goOn(5);
    engine.play();
    await graph.goOn(200);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
    expect(graph.heard()[0]).toMatchObject({ address: 'a', level: 1 });
    expect(graph.heard()[0]?.place).toBeGreaterThan(20);
  });

  it('opens another song at once and lets the one before fade away', async () => {
    const { graph, engine, addresses } = setUp();
    engine.load(source('a'), FROM_START);
    await graph.goOn(500);
    graph.largestStep();
    engine.load(source('b'), FROM_START);
    // Nothing is waited for.
    expect(graph.elements.filter(({ paused }) => !paused).map(({ src }) => src)).toEqual(
      expect.arrayContaining(['a', 'b']),
    );
    await graph.goOn(100);
    expect(addresses()).toEqual(['b']);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
    // Nothing of it stays open.
    expect(graph.elements.filter(({ src }) => src === 'a')).toEqual([]);
  });

  it('fades in where a song is begun in its midst', async () => {
    const { graph, engine } = setUp();
    engine.load(source('a'), FROM_START);
    await graph.goOn(500);
    graph.largestStep();
    engine.load(source('video'), { startMs: 500, isPlaying: true });
    await graph.goOn(200);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
    expect(graph.heard()).toEqual([{ address: 'video', place: expect.any(Number), level: 1 }]);
  });

  it('steps through songs quickly without a click, and with a few elements', async () => {
    const { graph, engine, addresses } = setUp();
    engine.load(source('song-0'), FROM_START);
    await graph.goOn(300);
    graph.largestStep();
    for (let song = 1; song <= 12; song += 1) {
      engine.load(source(`song-${song}`), FROM_START);
      await graph.goOn(45);
    }
    await graph.goOn(200);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
    expect(addresses()).toEqual(['song-12']);
    expect(graph.elements.length).toBeLessThanOrEqual(5);
  });
});

async function inCrossfade() {
  const set = setUp();
  const { graph, engine, events } = set;
  engine.setCrossfade(4_000);
  engine.load(source('old'), { startMs: 54_000, isPlaying: true });
  engine.prepare(source('new'));
  await graph.goOn(3_600);
  expect(events.followed).toHaveBeenCalledTimes(1);
  expect(set.addresses().toSorted()).toEqual(['new', 'old']);
  graph.largestStep();
  return set;
}

describe('a pause within a crossfade', () => {
  it('lets both fade away together', async () => {
    const { graph, engine, events } = await inCrossfade();
    engine.pause();
    expect(events.playing).toHaveBeenLastCalledWith(false);
    await graph.goOn(20);
    expect(graph.heard()).toHaveLength(2);
    await graph.goOn(100);
    expect(graph.heard()).toEqual([]);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
    expect(graph.elements.filter(({ src }) => src === 'old')).toEqual([]);
  });

  it('goes on with the new song alone, at its place and as loud as it is', async () => {
    const { graph, engine } = await inCrossfade();
    engine.pause();
    await graph.goOn(200);
    const stoodAt = engine.positionMs();
    engine.play();
    await graph.goOn(200);
    expect(graph.heard()).toEqual([{ address: 'new', place: expect.any(Number), level: 1 }]);
    expect(engine.positionMs()).toBeGreaterThanOrEqual(stoodAt);
    expect(engine.positionMs()).toBeLessThan(stoodAt + 200);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
  });

  it('lets the old song go also where play comes within the fade', async () => {
    const { graph, engine } = await inCrossfade();
    engine.pause();
    await graph.goOn(10);
    engine.play();
    await graph.goOn(200);
    expect(graph.heard()).toEqual([{ address: 'new', place: expect.any(Number), level: 1 }]);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
  });

  it('goes silent over the whole fade of a sleep timer', async () => {
    const { graph, engine } = await inCrossfade();
    const levels: number[] = [];
    engine.fadeAway(1_000);
    for (let look = 0; look < 5; look += 1) {
      await graph.goOn(180);
      levels.push(graph.heard().reduce((sum, { level }) => sum + level ** 2, 0));
    }
    expect(levels).toEqual(levels.toSorted((one, other) => other - one));
    expect(levels[3]).toBeGreaterThan(0);
    await graph.goOn(300);
    expect(graph.heard()).toEqual([]);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
  });

  it('before both are heard leaves the one that plays, and the crossfade comes after it', async () => {
    const { graph, engine, events } = setUp();
    engine.setCrossfade(2_000);
    engine.load(source('old'), { startMs: 55_000, isPlaying: true });
    engine.prepare(source('new'));
    await graph.goOn(2_700);
    engine.pause();
    await graph.goOn(500);
    expect(graph.heard()).toEqual([]);
    engine.play();
    await graph.goOn(200);
    // The new one is begun, and held back still.
    expect(events.followed).not.toHaveBeenCalled();
    expect(graph.heard()).toContainEqual({ address: 'old', place: expect.any(Number), level: 1 });
    await graph.goOn(1_500);
    expect(events.followed).toHaveBeenCalledTimes(1);
  });

  it('goes elsewhere in the new song, or to another one, without a click', async () => {
    for (const leave of [
      (engine: Engine) => {
        engine.seek(20_000);
      },
      (engine: Engine) => {
        engine.load(source('other'), FROM_START);
      },
    ]) {
      const { graph, engine } = await inCrossfade();
      leave(engine);
      await graph.goOn(200);
      expect(graph.heard()).toHaveLength(1);
      expect(graph.heard()[0]?.level).toBe(1);
      expect(graph.largestStep()).toBeLessThan(NO_CLICK);
    }
  });
});

describe('another speed within a crossfade', () => {
  /** How loud all that is heard is together, in decibels. */
  const sumDb = (set: Awaited<ReturnType<typeof inCrossfade>>) =>
    10 * Math.log10(set.graph.heard().reduce((sum, { level }) => sum + level ** 2, 0));

  it.each([0.5, 0.95, 1.05, 2])(
    '%s: goes on from where it is, and is as loud all the time',
    async (speed) => {
      const set = await inCrossfade();
      const { graph, engine, addresses } = set;
      const strays = [sumDb(set)];
      engine.setSpeed(speed);
      for (let look = 0; look < 400 && addresses().includes('old'); look += 1) {
        await graph.goOn(20);
        strays.push(sumDb(set));
      }
      // The old song was heard to its end, of which 2.4 seconds were left.
      expect(strays.length * 20).toBeGreaterThan(2_300 / speed);
      expect(strays.length * 20).toBeLessThan(2_500 / speed);
      expect(Math.max(...strays.map(Math.abs))).toBeLessThan(0.5);
      expect(graph.largestStep()).toBeLessThan(NO_CLICK);
      expect(graph.heard()).toEqual([{ address: 'new', place: expect.any(Number), level: 1 }]);
    },
  );

  it('holds also where it is changed again and again', async () => {
    const set = await inCrossfade();
    const { graph, engine, addresses } = set;
    const strays: number[] = [];
    for (let step = 1; step <= 20; step += 1) {
      engine.setSpeed(1 + step * 0.05);
      await graph.goOn(40);
      strays.push(sumDb(set));
    }
    await graph.goOn(1_500);
    expect(Math.max(...strays.map(Math.abs))).toBeLessThan(0.5);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
    expect(addresses()).toEqual(['new']);
  });
});

describe('what goes away slowly', () => {
  const FADE_MS = 8_000;

  async function goingAway() {
    const set = setUp();
    const { graph, engine, events } = set;
    engine.load(source('a'), { startMs: 10_000, isPlaying: true });
    await graph.goOn(500);
    graph.largestStep();
    events.playing.mockClear();
    engine.fadeAway(FADE_MS);
    await graph.goOn(2_000);
    return set;
  }

  it('plays until it is silent, and stands then', async () => {
    const { graph, engine, events } = await goingAway();
    await graph.goOn(5_900);
    expect(events.playing).not.toHaveBeenCalled();
    expect(events.fadeEnded).not.toHaveBeenCalled();
    expect(graph.heard()[0]?.level).toBeGreaterThan(0);
    await graph.goOn(300);
    expect(graph.heard()).toEqual([]);
    expect(events.playing.mock.calls).toEqual([[false]]);
    expect(events.fadeEnded).toHaveBeenCalledTimes(1);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
    const stoodAt = engine.positionMs();
    engine.play();
    await graph.goOn(200);
    expect(graph.heard()[0]?.level).toBe(1);
    expect(engine.positionMs()).toBeGreaterThanOrEqual(stoodAt);
  });

  it('is silent at once where somebody pauses', async () => {
    const { graph, engine, events } = await goingAway();
    engine.pause();
    expect(events.playing.mock.calls).toEqual([[false]]);
    expect(events.fadeEnded).toHaveBeenCalledTimes(1);
    await graph.goOn(100);
    expect(graph.heard()).toEqual([]);
    await graph.goOn(FADE_MS);
    expect(graph.heard()).toEqual([]);
    expect(events.fadeEnded).toHaveBeenCalledTimes(1);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
  });

  it('comes back where somebody plays, and goes on with what follows', async () => {
    const { graph, engine, events, addresses } = await goingAway();
    engine.prepare(source('b'));
    engine.play();
    expect(events.fadeEnded).toHaveBeenCalledTimes(1);
    await graph.goOn(600);
    expect(graph.heard()[0]).toMatchObject({ address: 'a', level: 1 });
    await graph.goOn(FADE_MS);
    expect(graph.heard()[0]).toMatchObject({ address: 'a', level: 1 });
    expect(events.playing).not.toHaveBeenCalledWith(false);
    expect(graph.largestStep()).toBeLessThan(NO_CLICK);
    engine.seek(57_000);
    await graph.goOn(4_000);
    expect(addresses()).toEqual(['b']);
  });

  it('goes on going away over another place in the song and another file of it', async () => {
    const { graph, engine, events } = await goingAway();
    engine.seek(30_000);
    engine.exchange(source('wav'));
    await graph.goOn(1_000);
    expect(graph.heard()).toHaveLength(1);
    expect(graph.heard()[0]?.address).toBe('a');
    expect(graph.heard()[0]?.place).toBeGreaterThan(30);
    expect(graph.heard()[0]?.level).toBeLessThan(0.7);
    await graph.goOn(6_000);
    expect(graph.heard()).toEqual([]);
    expect(events.playing).toHaveBeenLastCalledWith(false);
    const stoodAt = engine.positionMs();
    engine.play();
    await graph.goOn(200);
    expect(graph.heard()[0]).toMatchObject({ address: 'wav', level: 1 });
    expect(engine.positionMs()).toBeGreaterThanOrEqual(stoodAt);
  });

  it('stands where the song ends meanwhile: nothing that follows begins', async () => {
    const { graph, engine, events } = await goingAway();
    engine.prepare(source('b'));
    engine.seek(58_000);
    await graph.goOn(2_500);
    expect(graph.heard()).toEqual([]);
    expect(events.followed).not.toHaveBeenCalled();
    expect(events.fadeEnded).toHaveBeenCalledTimes(1);
    expect(events.ended).toHaveBeenCalledTimes(1);
    expect(events.playing.mock.calls).toEqual([[false]]);
  });

  it('is over where another song is begun', async () => {
    const { graph, engine, events } = await goingAway();
    engine.load(source('b'), FROM_START);
    await graph.goOn(FADE_MS);
    expect(events.fadeEnded).toHaveBeenCalledTimes(1);
    expect(graph.heard()).toEqual([{ address: 'b', place: expect.any(Number), level: 1 }]);
  });
});
