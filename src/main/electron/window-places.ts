import type { BrowserWindow, Rectangle } from 'electron';
import type { ProfileStore } from './settings-store';

export const WINDOW_MIN = { width: 960, height: 640 };
/** Of the content, a frame around it comes on top: as small as all controls allow, and the largest. */
const MINI_SIZE = { width: 380, height: 120 };
const MINI_MAX = { width: 640, height: 168 };
/** How far from the corner of the screen the mini player stands at first. */
const MARGIN = 24;
/** A window that was moved, made larger or maximized tells of all that one thing after the other; then it rests. */
const RESTS_AFTER_MS = 300;

/** What of a window is needed to give it its places. */
export type PlacedWindow = Pick<
  BrowserWindow,
  | 'getBounds'
  | 'getContentBounds'
  | 'isDestroyed'
  | 'isFullScreen'
  | 'isMaximized'
  | 'isMinimized'
  | 'maximize'
  | 'setAlwaysOnTop'
  | 'setBounds'
  | 'setFullScreen'
  | 'setFullScreenable'
  | 'setMaximizable'
  | 'setMaximumSize'
  | 'setMinimumSize'
  | 'setSize'
  | 'unmaximize'
> & { on(event: PlaceEvent, listener: () => void): unknown };

type PlaceEvent = 'move' | 'resize' | 'maximize' | 'unmaximize' | 'leave-full-screen';

/** The screens that are there. */
export interface Screens {
  /** Whether enough of a place is on one, so that it can be seen and moved. */
  isOnScreen(place: Rectangle): boolean;
  workAreaAt(place: Rectangle): Rectangle;
}

/** Where one window is, as a whole and as the mini player. */
export interface WindowPlaces {
  /** Makes the window the mini player, or whole again; what it was before is kept. */
  setMini(isMini: boolean): void;
  /** Keeps where it is, for the next start and for the way back from the mini player. */
  keep(): void;
}

export interface WindowPlacesDeps {
  readonly window: PlacedWindow;
  readonly store: Pick<ProfileStore, 'miniPlace' | 'saveMiniPlace' | 'windowPlace' | 'saveWindowPlace'>;
  readonly screens: Screens;
  /** The window was the mini player when the program ended. */
  readonly startsMini: boolean;
  readonly setTimer: (run: () => void, ms: number) => void;
}

/**
 * A window manager takes its time, and gives a maximized window no other size. So each change waits until the window is
 * neither maximized nor full screen, and what its size is otherwise is noted while it rests: asked in between, the system
 * tells one of many.
 */
export function createWindowPlaces({
  window,
  store,
  screens,
  startsMini,
  setTimer,
}: WindowPlacesDeps): WindowPlaces {
  let isMini = false;
  /** The window is to become what `isMini` says. */
  let isDue = false;
  /** Size and place while it is neither maximized nor full screen. */
  let whole: Rectangle | null = null;
  let mini: Rectangle | null = null;
  let moves = 0;

  function note(): void {
    if (isDue || window.isMaximized() || window.isFullScreen() || window.isMinimized()) return;
    if (isMini) mini = window.getBounds();
    else whole = window.getBounds();
  }

  function noteWhenAtRest(): void {
    moves += 1;
    const seen = moves;
    setTimer(() => {
      if (seen === moves && !window.isDestroyed()) note();
    }, RESTS_AFTER_MS);
  }

  /** Goes on when the window tells that it is no longer what keeps it from another size. */
  function change(): void {
    if (!isDue) return;
    if (window.isFullScreen()) window.setFullScreen(false);
    else if (window.isMaximized()) window.unmaximize();
    else {
      isDue = false;
      if (isMini) shrink();
      else grow();
    }
  }

  function shrink(): void {
    const outer = window.getBounds();
    const content = window.getContentBounds();
    const framed = ({ width, height }: { readonly width: number; readonly height: number }) =>
      [width + outer.width - content.width, height + outer.height - content.height] as const;
    const [width, height] = framed(MINI_SIZE);
    const area = screens.workAreaAt(outer);
    const corner = {
      x: area.x + area.width - width - MARGIN,
      y: area.y + area.height - height - MARGIN,
      width,
      height,
    };
    const kept = mini ?? store.miniPlace();
    window.setMinimumSize(width, height);
    window.setMaximumSize(...framed(MINI_MAX));
    window.setMaximizable(false);
    window.setFullScreenable(false);
    window.setBounds(kept !== null && screens.isOnScreen(kept) ? kept : corner);
    window.setAlwaysOnTop(true, 'floating');
  }

  function grow(): void {
    const place = store.windowPlace();
    window.setAlwaysOnTop(false);
    window.setMaximizable(true);
    window.setFullScreenable(true);
    // No largest size.
    window.setMaximumSize(0, 0);
    window.setMinimumSize(WINDOW_MIN.width, WINDOW_MIN.height);
    if (place === null) return;
    const { x, y, width, height, isMaximized } = place;
    if (x !== undefined && y !== undefined && screens.isOnScreen({ x, y, width, height })) {
      whole = { x, y, width, height };
      window.setBounds(whole);
    } else window.setSize(width, height);
    if (isMaximized) window.maximize();
  }

  function keep(): void {
    note();
    if (isMini) {
      if (mini !== null) store.saveMiniPlace(mini);
    } else if (whole !== null && !isDue) {
      store.saveWindowPlace({ ...whole, isMaximized: window.isMaximized() });
    }
  }

  note();
  window.on('move', noteWhenAtRest);
  window.on('resize', noteWhenAtRest);
  window.on('unmaximize', change);
  window.on('leave-full-screen', change);
  window.on('maximize', () => {
    // No program can forbid that everywhere: a double click on the title bar is the window manager's.
    if (!isMini) return;
    isDue = true;
    change();
  });

  function become(next: boolean): void {
    isMini = next;
    isDue = true;
    change();
  }
  if (startsMini) become(true);

  return {
    setMini(next) {
      if (isMini === next) return;
      keep();
      become(next);
    },
    keep,
  };
}
