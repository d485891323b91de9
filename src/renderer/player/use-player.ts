import { useCallback, useSyncExternalStore } from 'react';
import type { Input } from '@shared/ipc/contract';
import { MAX_SELECTION } from '@shared/model';
import { invoke, onEvent } from '../bridge';
import { createEngine } from './deck-engine';
import { createLeveller } from './leveller';
import { createPlayer } from './player';
import { createQueueKeeper } from './queue-keeper';
import type { PlayerNotice, PlayerState } from './player-state';
import { createSessionKeeper } from './session-keeper';
import { onStandIn, standIn } from './stand-in';
import { tellOpenFiles } from './tell-open-files';

/** A slider that is dragged is saved once, when the hand rests. */
const SAVE_AFTER_MS = 400;

type SettingsPatch = Input<'settings.update'>;

let unsaved: SettingsPatch = {};
let saveTimer: number | null = null;

function save(settings: SettingsPatch): void {
  unsaved = { ...unsaved, ...settings };
  if (saveTimer !== null) window.clearTimeout(saveTimer);
  saveTimer = window.setTimeout(() => {
    const patch = unsaved;
    unsaved = {};
    saveTimer = null;
    invoke('settings.update', patch).catch((error: unknown) => {
      tell({ kind: 'request-failed', error });
    });
  }, SAVE_AFTER_MS);
}

const noticeListeners = new Set<(notice: PlayerNotice) => void>();

/** Tells the person something about playback. */
export function tell(notice: PlayerNotice): void {
  for (const listener of noticeListeners) listener(notice);
}

/** Hears of songs that did not play; the returned function ends it. */
export function onPlayerNotice(listener: (notice: PlayerNotice) => void): () => void {
  noticeListeners.add(listener);
  return () => noticeListeners.delete(listener);
}

const leveller = createLeveller({
  getSound: (clipId) => invoke('sound.get', { clipId }),
  want: (clipId) => {
    invoke('sound.want', { clipIds: [clipId] }).catch(console.warn);
  },
});

/** The window's one player. */
export const player = createPlayer({
  createEngine,
  getSong: (clipId) => invoke('songs.get', { clipId }),
  lookForFiles: (clipId) => invoke('songs.lookForFiles', { clipIds: [clipId] }),
  getIds: (listing) => invoke('songs.ids', { ...listing, offset: 0, limit: MAX_SELECTION }),
  getGain: leveller.gainDb,
  save,
  tell,
  random: Math.random,
  now: Date.now,
});

// The queue is brought back when the first screen stands; a press before that is meant for it.
player.awaitQueue();

/** How loud songs are to be, from now on. */
export function setLevelling(settings: Parameters<typeof leveller.set>[0]): void {
  leveller.set(settings);
  player.relevel().catch(tellFailure);
}

const sessionKeeper = createSessionKeeper({
  player,
  load: () => invoke('playback.session', {}),
  keep: (session) => invoke('playback.keepSession', session),
  now: Date.now,
  onFailure: tellFailure,
});

const queueKeeper = createQueueKeeper({
  player,
  async load() {
    const kept = await invoke('queue.kept', {});
    return kept && { ...kept, wasPlaying: kept.wasPlaying && !sessionKeeper.isOver() };
  },
  keepSongs: (input) => invoke('queue.keepSongs', input),
  keepOrder: (input) => invoke('queue.keepOrder', input),
  keepPlace: (input) => invoke('queue.keepPlace', input),
  placeElsewhere: () => standIn()?.playersPlace() ?? null,
  onElsewhere: onStandIn,
  newId: () => crypto.randomUUID(),
  onFailure: tellFailure,
});

function tellFailure(error: unknown): void {
  tell({ kind: 'request-failed', error });
}

/** Brings the queue back, and how songs were played, and keeps both from then on; the returned function ends that. */
export function keepQueue(): () => void {
  let isEnded = false;
  // First: the song that is opened is to be heard as the one before was.
  sessionKeeper
    .begin()
    .catch(tellFailure)
    .then(() => (isEnded ? undefined : queueKeeper.begin()))
    .catch(tellFailure);
  const endProfile = onEvent('profile.changed', () => {
    queueKeeper.begin().catch(tellFailure);
  });
  return () => {
    isEnded = true;
    endProfile();
    sessionKeeper.stop();
    queueKeeper.stop();
  };
}

/** Songs often change several at a time; the list behind the queue is read again once. */
const REFRESH_AFTER_MS = 500;

/** Keeps the player true to the library; the returned function ends it. */
export function connectPlayer(): () => void {
  let changed: Parameters<typeof player.refresh>[0] = [];
  let timer: number | null = null;
  const endLibrary = onEvent('library.changed', ({ clipIds }) => {
    changed = [...changed, ...clipIds];
    timer ??= window.setTimeout(() => {
      const taken = changed;
      changed = [];
      timer = null;
      player.refresh(taken).catch((error: unknown) => {
        tell({ kind: 'request-failed', error });
      });
    }, REFRESH_AFTER_MS);
  });
  const endProfile = onEvent('profile.changed', () => {
    player.reset();
  });
  const endMeasured = onEvent('sound.measured', () => {
    if (leveller.isOn()) player.relevel().catch(tellFailure);
  });
  const endOpenFiles = tellOpenFiles(player, tellFailure);
  return () => {
    endOpenFiles();
    endLibrary();
    endMeasured();
    endProfile();
    if (timer !== null) window.clearTimeout(timer);
  };
}

/** What plays and how; changes now and then. For the running time see `usePlayerTime`. */
export function usePlayer(): PlayerState {
  return useSyncExternalStore(player.subscribe, player.getState);
}

/** One value of the player's state; draws again only when that one changes. */
export function usePlayerValue<Value>(select: (state: PlayerState) => Value): Value {
  return useSyncExternalStore(player.subscribe, () => select(player.getState()));
}

function subscribeTime(listener: () => void): () => void {
  const endTime = player.subscribeTime(listener);
  const endState = player.subscribe(listener);
  return () => {
    endTime();
    endState();
  };
}

/** The running time in steps of `stepMs`; draws again once per step. */
export function usePlayerTime(stepMs = 250): number {
  const getSnapshot = useCallback(() => Math.floor(player.positionMs() / stepMs) * stepMs, [stepMs]);
  return useSyncExternalStore(subscribeTime, getSnapshot);
}

/**
 * For what follows the music without React. `arrive` is called when the place jumps, a few times a second, and at each
 * moment that it asked for: it answers how many milliseconds of music away the next one is, null for none. Waiting for
 * a moment costs nothing, unlike looking at every frame whether it has come.
 */
export function followMoments(arrive: () => number | null): () => void {
  let timer: number | undefined;
  const run = () => {
    window.clearTimeout(timer);
    const waitMs = arrive();
    const { isPlaying, speed } = player.getState();
    if (waitMs !== null && isPlaying) timer = window.setTimeout(run, waitMs / speed);
  };
  const end = subscribeTime(run);
  run();
  return () => {
    window.clearTimeout(timer);
    end();
  };
}
