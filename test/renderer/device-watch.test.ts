import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createDeviceWatch,
  LOOK_AT_ONE_EVERY_MS,
  LOOK_EVERY_MS,
} from '../../src/renderer/player/device-watch';
import type { OutputDevice } from '../../src/renderer/player/output-devices';
import type { PlayerNotice } from '../../src/renderer/player/player-state';

const SPEAKERS: OutputDevice = { id: 's', label: 'Speakers' };
const PHONES: OutputDevice = { id: 'p', label: 'Headphones' };

/** A machine whose system does not tell of its devices, and something that is heard or not. */
function setUp(devices: readonly OutputDevice[], preferred = 's') {
  let there = { devices, preferred };
  let isHeard = false;
  let tellHeard: () => void = () => undefined;
  const notices: PlayerNotice[] = [];
  const places: (string | null)[] = [];
  const renew = vi.fn(async () => undefined);
  const setHeard = (next: boolean) => {
    isHeard = next;
    tellHeard();
  };
  const watch = createDeviceWatch({
    readDevices: async () => there,
    isHeard: () => isHeard,
    onHeard: (listener) => {
      tellHeard = listener;
      return () => undefined;
    },
    onDevices: () => () => undefined,
    pause: () => {
      setHeard(false);
    },
    renew,
    tell: (notice) => notices.push(notice),
  });
  watch.subscribe(() => places.push(watch.heardOn()));
  return {
    watch,
    notices,
    renew,
    places,
    isHeard: () => isHeard,
    setHeard,
    setDevices: (next: readonly OutputDevice[], nextPreferred = 's') => {
      there = { devices: next, preferred: nextPreferred };
    },
    /** A time in that it is looked once. */
    pass: () => vi.advanceTimersByTimeAsync(LOOK_EVERY_MS + 1),
  };
}

describe('where sound is heard', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('stops where the chosen device goes without a word from the system, and is the other one then', async () => {
    const { watch, notices, places, isHeard, setHeard, setDevices, pass } = setUp([SPEAKERS, PHONES]);
    watch.choose(PHONES);
    watch.begin();
    await pass();
    setHeard(true);
    await pass();
    expect(places).toEqual(['p']);
    setDevices([SPEAKERS]);
    await pass();
    expect(isHeard()).toBe(false);
    expect(notices).toEqual([{ kind: 'device-gone', label: 'Headphones' }]);
    expect(places).toEqual(['p', '']);
    // Whoever plays on knows where it is heard.
    setHeard(true);
    await pass();
    expect(isHeard()).toBe(true);
    expect(notices).toHaveLength(1);
  });

  it('stops where the device goes that the system preferred', async () => {
    const { watch, notices, isHeard, setHeard, setDevices, pass } = setUp([SPEAKERS, PHONES], 'p');
    watch.begin();
    setHeard(true);
    await pass();
    setDevices([SPEAKERS]);
    await pass();
    expect(isHeard()).toBe(false);
    expect(notices).toEqual([{ kind: 'device-gone', label: 'Headphones' }]);
  });

  it('moves to the chosen device that has come back only when asked, or when nothing sounds', async () => {
    const { watch, notices, places, setHeard, setDevices, pass } = setUp([SPEAKERS, PHONES]);
    watch.choose(PHONES);
    watch.begin();
    setHeard(true);
    await pass();
    setDevices([SPEAKERS]);
    await pass();
    setHeard(true);
    await pass();
    setDevices([SPEAKERS, PHONES]);
    await pass();
    await pass();
    expect(places).toEqual(['p', '']);
    expect(notices.slice(1)).toEqual([{ kind: 'device-back', label: 'Headphones', isElsewhere: true }]);
    watch.goBack();
    expect(places).toEqual(['p', '', 'p']);
    setDevices([SPEAKERS]);
    await pass();
    setHeard(true);
    setDevices([SPEAKERS, PHONES]);
    await pass();
    setHeard(false);
    expect(places).toEqual(['p', '', 'p', '', 'p']);
    expect(notices.map(({ kind }) => kind)).toEqual([
      'device-gone',
      'device-back',
      'device-gone',
      'device-back',
    ]);
  });

  it('says once where it is heard when the chosen device is not there at the start', async () => {
    const { watch, notices, isHeard, setHeard, setDevices, pass } = setUp([SPEAKERS]);
    watch.choose(PHONES);
    watch.begin();
    await pass();
    expect(notices).toEqual([]);
    setHeard(true);
    await pass();
    setHeard(false);
    setHeard(true);
    await pass();
    expect(notices).toEqual([{ kind: 'device-away', label: 'Headphones', instead: 'Speakers' }]);
    expect(isHeard()).toBe(true);
    setHeard(false);
    setDevices([SPEAKERS, PHONES]);
    setHeard(true);
    await pass();
    expect(notices).toHaveLength(2);
  });

  it('stops where no device is left, and finds the sound of the system again once it is back', async () => {
    const { watch, notices, renew, places, isHeard, setHeard, setDevices, pass } = setUp([SPEAKERS, PHONES]);
    watch.choose(PHONES);
    watch.begin();
    setHeard(true);
    await pass();
    setDevices([]);
    await pass();
    expect(isHeard()).toBe(false);
    expect(notices).toEqual([{ kind: 'sound-failed' }]);
    // Nothing would be heard.
    setHeard(true);
    await pass();
    expect(isHeard()).toBe(false);
    expect(notices).toEqual([{ kind: 'sound-failed' }, { kind: 'sound-failed' }]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(renew.mock.calls.length).toBeGreaterThanOrEqual(3);
    setDevices([SPEAKERS, PHONES]);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(places.at(-1)).toBe('p');
    const times = renew.mock.calls.length;
    setHeard(true);
    await pass();
    expect(isHeard()).toBe(true);
    expect(renew).toHaveBeenCalledTimes(times);
  });

  it('names the device where sound has stopped because it has gone', async () => {
    const { watch, notices, setHeard, setDevices, pass } = setUp([SPEAKERS, PHONES]);
    watch.choose(PHONES);
    watch.begin();
    setHeard(true);
    await pass();
    setDevices([SPEAKERS]);
    setHeard(false);
    await watch.explain();
    await pass();
    setHeard(true);
    await pass();
    setHeard(false);
    await watch.explain();
    expect(notices).toEqual([{ kind: 'device-gone', label: 'Headphones' }, { kind: 'sound-failed' }]);
  });

  it('takes the moment in that it is begun anew for no other end', async () => {
    const { watch, renew, setHeard, setDevices, pass } = setUp([SPEAKERS]);
    watch.begin();
    setHeard(true);
    await pass();
    renew.mockImplementation(async () => {
      setDevices([]);
      setTimeout(() => {
        setDevices([SPEAKERS]);
      }, 300);
    });
    setDevices([]);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('looks only while something is heard, or when a device is chosen, and ends with its owner', async () => {
    const read = vi.fn(async () => ({ devices: [SPEAKERS, PHONES], preferred: 's' }));
    let isHeard = true;
    const watch = createDeviceWatch({
      readDevices: read,
      isHeard: () => isHeard,
      onHeard: () => () => undefined,
      onDevices: () => () => undefined,
      pause: () => undefined,
      renew: async () => undefined,
      tell: () => undefined,
    });
    const end = watch.begin();
    await vi.advanceTimersByTimeAsync(5 * LOOK_EVERY_MS);
    expect(read.mock.calls.length).toBeGreaterThanOrEqual(6);
    end();
    read.mockClear();
    isHeard = false;
    watch.begin();
    await vi.advanceTimersByTimeAsync(5 * LOOK_EVERY_MS);
    expect(read).not.toHaveBeenCalled();
    watch.choose(PHONES);
    await vi.advanceTimersByTimeAsync(5 * LOOK_EVERY_MS);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('looks seldom at one device alone, and often again once there is another', async () => {
    let devices: readonly OutputDevice[] = [SPEAKERS];
    const read = vi.fn(async () => ({ devices, preferred: '' }));
    let isHeard = true;
    const notices: PlayerNotice[] = [];
    const watch = createDeviceWatch({
      readDevices: read,
      isHeard: () => isHeard,
      onHeard: () => () => undefined,
      onDevices: () => () => undefined,
      pause: () => {
        isHeard = false;
      },
      renew: async () => undefined,
      tell: (notice) => notices.push(notice),
    });
    const end = watch.begin();
    await vi.advanceTimersByTimeAsync(10);
    read.mockClear();
    await vi.advanceTimersByTimeAsync(3 * LOOK_AT_ONE_EVERY_MS);
    expect(read).toHaveBeenCalledTimes(3);
    devices = [SPEAKERS, PHONES];
    await vi.advanceTimersByTimeAsync(LOOK_AT_ONE_EVERY_MS);
    // What is heard moved to them unasked, as sound servers have it, and is not to go on without them.
    devices = [SPEAKERS];
    await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS);
    expect(notices).toEqual([{ kind: 'device-gone', label: 'Headphones' }]);
    end();
  });

  it('asks for no other look before the one before was answered', async () => {
    let asked = 0;
    const watch = createDeviceWatch({
      readDevices: async () => {
        asked += 1;
        await new Promise((resolve) => setTimeout(resolve, 5 * LOOK_EVERY_MS));
        return { devices: [SPEAKERS, PHONES], preferred: '' };
      },
      isHeard: () => true,
      onHeard: () => () => undefined,
      onDevices: () => () => undefined,
      pause: () => undefined,
      renew: async () => undefined,
      tell: () => undefined,
    });
    const end = watch.begin();
    await vi.advanceTimersByTimeAsync(10);
    const first = asked;
    await vi.advanceTimersByTimeAsync(12 * LOOK_EVERY_MS);
    expect(asked - first).toBe(2);
    end();
  });
});
