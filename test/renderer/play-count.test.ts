import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import { countPlays } from '../../src/renderer/player/play-count';
import type { PlayerState } from '../../src/renderer/player/player-state';

const [TIDE, NIGHT] = ['tide', 'night'] as [ClipId, ClipId];
const MINUTE = 60_000;

/** A player of which the test says what it does, and the songs that were counted. */
function open() {
  let state = { clipId: null, durationMs: null } as Pick<PlayerState, 'clipId' | 'durationMs'>;
  let [positionMs, now] = [0, 1_000];
  const states = new Set<() => void>();
  const times = new Set<() => void>();
  const listen = (listeners: Set<() => void>) => (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const heard: ClipId[] = [];
  const end = countPlays({
    player: {
      subscribe: listen(states),
      subscribeTime: listen(times),
      getState: () => state as PlayerState,
      positionMs: () => positionMs,
    },
    now: () => now,
    onHeard: (clipId) => heard.push(clipId),
  });
  const tick = () => {
    for (const listener of times) listener();
  };
  return {
    heard,
    end,
    /** Another song is there, at its beginning. */
    song(clipId: ClipId, durationMs: number) {
      state = { clipId, durationMs };
      positionMs = 0;
      for (const listener of states) listener();
    },
    /** Plays on for so long, told every so often. */
    play(ms: number, { everyMs = 250, speed = 1 } = {}) {
      for (let left = ms; left > 0; left -= everyMs) {
        const step = Math.min(left, everyMs);
        now += step;
        positionMs += step * speed;
        tick();
      }
    },
    seek(ms: number) {
      now += 250;
      positionMs = ms;
      tick();
    },
    /** The song begins again by itself. */
    round(afterMs = 0) {
      now += afterMs;
      positionMs = afterMs;
      tick();
    },
    pause(ms: number) {
      now += ms;
      tick();
    },
  };
}

describe('a song counts as heard', () => {
  it('once, after half of it', () => {
    const { heard, song, play } = open();
    song(TIDE, 2 * MINUTE);
    play(MINUTE - 500);
    expect(heard).toEqual([]);
    play(1_000);
    expect(heard).toEqual([TIDE]);
    play(MINUTE - 500);
    expect(heard).toEqual([TIDE]);
  });

  it('of long ones after four minutes', () => {
    const { heard, song, play } = open();
    song(TIDE, 30 * MINUTE);
    play(4 * MINUTE - 500);
    expect(heard).toEqual([]);
    play(1_000);
    expect(heard).toEqual([TIDE]);
  });

  it('by what was heard, wherever in the song and with pauses between', () => {
    const { heard, song, play, seek, pause } = open();
    song(TIDE, 2 * MINUTE);
    play(20_000);
    seek(80_000);
    play(20_000);
    pause(10 * MINUTE);
    expect(heard).toEqual([]);
    seek(10_000);
    play(20_500);
    expect(heard).toEqual([TIDE]);
  });

  it('not by going to its end', () => {
    const { heard, song, play, seek } = open();
    song(TIDE, 2 * MINUTE);
    play(5_000);
    seek(110_000);
    play(10_000);
    for (let at = 0; at < 2 * MINUTE; at += 5_000) seek(at);
    expect(heard).toEqual([]);
  });

  it('each time round', () => {
    const { heard, song, play, round } = open();
    song(TIDE, MINUTE);
    for (let count = 0; count < 3; count += 1) {
      play(MINUTE);
      round();
    }
    expect(heard).toEqual([TIDE, TIDE, TIDE]);
  });

  it('also while the window is hidden and hears of the time seldom', () => {
    const { heard, song, play, round } = open();
    song(TIDE, MINUTE);
    play(MINUTE, { everyMs: 20_000 });
    round(1_500);
    play(40_000, { everyMs: 20_000 });
    expect(heard).toEqual([TIDE, TIDE]);
  });

  it('at twice the speed', () => {
    const { heard, song, play } = open();
    song(TIDE, 2 * MINUTE);
    play(31_000, { speed: 2 });
    expect(heard).toEqual([TIDE]);
  });

  it('for itself: another song begins at nothing', () => {
    const { heard, song, play } = open();
    song(TIDE, 2 * MINUTE);
    play(50_000);
    song(NIGHT, 2 * MINUTE);
    play(50_000);
    song(TIDE, 2 * MINUTE);
    play(50_000);
    expect(heard).toEqual([]);
    play(11_000);
    expect(heard).toEqual([TIDE]);
  });

  it('no more when it was ended, nor while its length is not known', () => {
    const { heard, song, play, end } = open();
    song(TIDE, 0);
    play(MINUTE);
    expect(heard).toEqual([]);
    song(NIGHT, MINUTE);
    end();
    play(MINUTE);
    expect(heard).toEqual([]);
  });
});
