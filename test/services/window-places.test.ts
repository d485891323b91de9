import { describe, expect, it } from 'vitest';
import { createWindowPlaces, type PlacedWindow } from '../../src/main/electron/window-places';

/** Where the window is, under a window manager that does what it is asked a moment later, as X11's do. */

type Box = { x: number; y: number; width: number; height: number };
const SCREEN: Box = { x: 0, y: 0, width: 1920, height: 1080 };
const PLACE: Box = { x: 100, y: 80, width: 1280, height: 800 };

function setUp({ isMaximized = false, startsMini = false } = {}) {
  const listeners = new Map<string, (() => void)[]>();
  const tell = (event: string) => listeners.get(event)?.forEach((listener) => listener());
  const later: (() => void)[] = [];
  const timers: (() => void)[] = [];
  let box = { ...PLACE };
  let restored = { ...PLACE };
  let isMax = false;
  const ask = (work: () => void) => later.push(work);
  const maximize = () => {
    if (!isMax) restored = box;
    isMax = true;
    box = SCREEN;
    tell('resize');
    tell('maximize');
  };
  const window: PlacedWindow = {
    on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
    getBounds: () => box,
    getContentBounds: () => box,
    isDestroyed: () => false,
    isFullScreen: () => false,
    isMinimized: () => false,
    isMaximized: () => isMax,
    maximize: () => ask(maximize),
    unmaximize: () =>
      ask(() => {
        isMax = false;
        box = restored;
        tell('resize');
        tell('unmaximize');
      }),
    setBounds: (next) =>
      ask(() => {
        // A maximized window takes no other size, and has the new one when it is no longer maximized.
        if (isMax) restored = { ...restored, ...next };
        else box = { ...box, ...next };
        tell('resize');
      }),
    setSize: () => undefined,
    setAlwaysOnTop: () => undefined,
    setFullScreen: () => undefined,
    setFullScreenable: () => undefined,
    setMaximizable: () => undefined,
    setMaximumSize: () => undefined,
    setMinimumSize: () => undefined,
  };
  const kept: { window: (Box & { isMaximized: boolean }) | null; mini: Box | null } = {
    window: { ...PLACE, isMaximized },
    mini: null,
  };
  const places = createWindowPlaces({
    window,
    startsMini,
    screens: { isOnScreen: () => true, workAreaAt: () => SCREEN },
    setTimer: (run) => timers.push(run),
    store: {
      windowPlace: () => kept.window,
      miniPlace: () => kept.mini,
      saveMiniPlace: (place) => (kept.mini = place),
      saveWindowPlace: (place) => (kept.window = place as Box & { isMaximized: boolean }),
    },
  });
  const settle = () => {
    while (later.length > 0) later.shift()?.();
    timers.splice(0).forEach((run) => run());
  };
  settle();
  return {
    places,
    kept,
    settle,
    maximize: () => {
      maximize();
      settle();
    },
    unmaximize: () => {
      window.unmaximize();
      settle();
    },
    setMini: (isMini: boolean) => {
      places.setMini(isMini);
      settle();
    },
    drag: (x: number, y: number) => {
      box = { ...box, x, y };
      tell('move');
      settle();
    },
    box: () => box,
    isMaximized: () => isMax,
  };
}

const MINI = { width: 380, height: 120 };

describe('the mini player that a double click on its title bar maximizes', () => {
  it('is small again at once, and the window whole as it was', () => {
    const { setMini, maximize, drag, box, isMaximized, kept } = setUp();
    setMini(true);
    drag(700, 500);
    maximize();
    expect(isMaximized()).toBe(false);
    expect(box()).toEqual({ x: 700, y: 500, ...MINI });
    setMini(false);
    expect(isMaximized()).toBe(false);
    expect(box()).toEqual(PLACE);
    expect(kept.mini).toEqual({ x: 700, y: 500, ...MINI });
    setMini(true);
    expect(box()).toEqual({ x: 700, y: 500, ...MINI });
  });
});

describe('a maximized window', () => {
  it('is maximized again after the mini player, however often, and has its own size when it is not', () => {
    const { setMini, maximize, unmaximize, box, isMaximized } = setUp();
    maximize();
    for (let round = 0; round < 2; round += 1) {
      setMini(true);
      expect(isMaximized()).toBe(false);
      expect(box()).toMatchObject(MINI);
      setMini(false);
      expect(isMaximized()).toBe(true);
    }
    unmaximize();
    expect(box()).toEqual(PLACE);
  });

  it('is so after a start as the mini player too', () => {
    const { setMini, box, isMaximized } = setUp({ isMaximized: true, startsMini: true });
    expect(box()).toMatchObject(MINI);
    setMini(false);
    expect(isMaximized()).toBe(true);
  });

  it('keeps the size that it has when it is not, for the next start', () => {
    const { places, maximize, drag, kept } = setUp();
    drag(300, 200);
    maximize();
    places.keep();
    expect(kept.window).toEqual({ ...PLACE, x: 300, y: 200, isMaximized: true });
  });
});
