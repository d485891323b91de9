import type { ClipId } from '@shared/model';
import { stepTo } from './take-keys';
import { SWITCH_MS, type CompareGraph, type TakeDeck } from './take-deck';

/** A take as it is to be heard. */
export interface ComparedTake {
  readonly clipId: ClipId;
  /** Where its file is read; null where there is none. */
  readonly address: string | null;
  /** By how much it is made louder or softer for all to be equally loud, in decibels. */
  readonly gainDb: number;
}

/** `silent`: there is no file of it · `failed`: its file does not play · `over`: it is shorter than the place that is heard. */
export type TakeState = 'silent' | 'opening' | 'ready' | 'over' | 'failed';

/** What changes now and then. What changes all the time is `positionMs`. */
export interface CompareState {
  readonly heard: ClipId | null;
  readonly isPlaying: boolean;
  /** Of the longest take; 0 while none is known. */
  readonly durationMs: number;
  /** Where it stands; while it plays, where that began. */
  readonly placeMs: number;
  readonly takes: ReadonlyMap<ClipId, TakeState>;
}

/** Plays takes together, of which one is heard. All of them run, so that a switch is a change of loudness and no seek. */
export interface CompareEngine {
  getState(): CompareState;
  subscribe(listener: () => void): () => void;
  /** The place in the songs, the same in all, in milliseconds. */
  positionMs(): number;
  setTakes(takes: readonly ComparedTake[]): void;
  /** Stands at a take and a place, before anything was heard; that of a file that is still being opened counts too. */
  beginAt(clipId: ClipId, ms: number): void;
  /** Does nothing for a take that has nothing to be heard. */
  hear(clipId: ClipId): void;
  /** Hears the one above (-1) or below (1) that can be heard, and round again. */
  step(by: 1 | -1): void;
  play(): void;
  pause(): void;
  seekBy(ms: number): void;
  /** Bounded to the longest take. */
  seekTo(ms: number): void;
  /** How much faster than they were made all are played; they keep their pitch. */
  setSpeed(speed: number): void;
  /** As the volume control has it, 0 to 1. */
  setVolume(volume: number): void;
  /**
   * Where it is heard: the id of a device, or an empty text for the one that the system prefers. Where the chosen device has
   * gone all stop: nothing is to be heard elsewhere by surprise. Fails where there is no such device.
   */
  setDevice(deviceId: string): Promise<void>;
  close(): void;
}

/** How often it is looked whether the takes are at one place. */
const LOOK_EVERY_MS = 100;
/** Takes that are further apart are brought together. */
const DRIFT_MS = 20;
/** A take that is brought together with the others runs on until it is so near. */
const TOGETHER_MS = 4;
/** A take that is further away is brought there by a seek, which is off by some milliseconds itself. */
const SEEK_FROM_MS = 400;
/** How much faster or slower a take that nobody hears runs at most. */
const LARGEST_CHANGE = 0.2;
/** Within so many milliseconds such a take is to be where the others are. */
const CATCH_UP_MS = 500;
/** A file that is not there by then comes in later. */
const LONGEST_WAIT_MS = 2_000;
/** Containers tell a length that is a little longer than what is heard. */
const END_MS = 30;

interface Track {
  readonly address: string | null;
  readonly deck: TakeDeck | null;
  gainDb: number;
  isFailed: boolean;
  isRunning: boolean;
  isSeeking: boolean;
  /** It is brought together with the one that is heard. */
  isCatchingUp: boolean;
}

const INITIAL: CompareState = { heard: null, isPlaying: false, durationMs: 0, placeMs: 0, takes: new Map() };

export function createCompareEngine(graph: CompareGraph): CompareEngine {
  const tracks = new Map<ClipId, Track>();
  const listeners = new Set<() => void>();
  let state = INITIAL;
  /** Where the takes stand, or are about to. */
  let standingMs = 0;
  /** The takes run at the place that `positionMs` tells. */
  let isRunning = false;
  let deviceId = '';
  let speed = 1;
  /** Counts what was asked for: of several things the last is done. */
  let turn = 0;
  const looking = setInterval(look, LOOK_EVERY_MS);

  const isPlayable = (track: Track | undefined): track is Track & { readonly deck: TakeDeck } =>
    track !== undefined && track.deck !== null && !track.isFailed;
  const playable = () => [...tracks.values()].filter(isPlayable);
  const heardTrack = () => (state.heard === null ? undefined : tracks.get(state.heard));
  const isOver = ({ deck }: Track, ms: number) => {
    const durationMs = deck?.durationMs() ?? null;
    return durationMs !== null && ms >= durationMs - END_MS;
  };
  const isHeardOver = () => {
    const heard = heardTrack();
    return (isPlayable(heard) ? [heard] : playable()).every((track) => isOver(track, standingMs));
  };
  const longestMs = () => Math.max(0, ...playable().map(({ deck }) => deck.durationMs() ?? 0));

  /** The take by whose clock all go: the one that is heard as long as it goes on. */
  function leader(): (Track & { readonly deck: TakeDeck }) | undefined {
    const heard = heardTrack();
    const goesOn = (track: Track) => track.isRunning && !track.isSeeking;
    return isPlayable(heard) && goesOn(heard) ? heard : playable().find(goesOn);
  }

  function positionMs(): number {
    return isRunning ? (leader()?.deck.positionMs() ?? standingMs) : standingMs;
  }

  function stateOf(track: Track): TakeState {
    if (track.deck === null) return 'silent';
    if (track.isFailed) return 'failed';
    if (track.deck.durationMs() === null) return 'opening';
    return isOver(track, positionMs()) ? 'over' : 'ready';
  }

  function change(patch: Partial<CompareState> = {}): void {
    const takes = new Map([...tracks].map(([clipId, track]) => [clipId, stateOf(track)]));
    const isSame =
      takes.size === state.takes.size && [...takes].every(([id, of]) => state.takes.get(id) === of);
    const next = { ...state, durationMs: longestMs(), takes: isSame ? state.takes : takes, ...patch };
    const keys = Object.keys(next) as (keyof CompareState)[];
    if (keys.every((key) => next[key] === state[key])) return;
    state = next;
    for (const listener of listeners) listener();
  }

  /** Lets each be heard or not, as is meant. */
  function setHeard(isHeard: boolean): void {
    for (const [clipId, { deck }] of tracks) deck?.setHeard(isHeard && clipId === state.heard);
  }

  function run(track: Track & { readonly deck: TakeDeck }): void {
    track.isRunning = true;
    track.deck.play();
  }

  function rest(track: Track & { readonly deck: TakeDeck }): void {
    track.isRunning = false;
    endCatchingUp(track);
    track.deck.pause();
  }

  function endCatchingUp(track: Track & { readonly deck: TakeDeck }): void {
    if (!track.isCatchingUp) return;
    track.isCatchingUp = false;
    track.deck.setRate(speed);
  }

  /** Has all takes stand at one place, and run from there where they are to. What is heard goes away and comes back softly. */
  async function arrange(): Promise<void> {
    turn += 1;
    const mine = turn;
    if (isRunning) {
      isRunning = false;
      setHeard(false);
      await pauseOf(2 * SWITCH_MS);
      if (mine !== turn) return;
    }
    for (const track of playable()) rest(track);
    if (!state.isPlaying) graph.setRunning(false);
    change();
    const coming = playable().filter((track) => !isOver(track, standingMs));
    await Promise.race([Promise.all(coming.map(goToPlace)), pauseOf(LONGEST_WAIT_MS)]);
    if (mine !== turn || !state.isPlaying) return;
    graph.setRunning(true);
    isRunning = true;
    for (const track of coming.filter(({ isSeeking }) => !isSeeking)) run(track);
    setHeard(true);
  }

  async function goToPlace(track: Track & { readonly deck: TakeDeck }): Promise<void> {
    // One that is on its way tells the place before it is there.
    const isThere = !track.isSeeking && Math.abs(track.deck.positionMs() - standingMs) < 1;
    if (track.deck.isReady() && isThere) return;
    await seek(track, standingMs);
  }

  async function seek(track: Track & { readonly deck: TakeDeck }, ms: number): Promise<void> {
    track.isSeeking = true;
    await track.deck.seek(ms);
    track.isSeeking = false;
  }

  /** Brings together what has drifted apart, takes in what has come later, and sees what has ended. */
  function look(): void {
    if (!isRunning) return;
    const led = leader();
    if (led !== undefined) {
      endCatchingUp(led);
      const ms = led.deck.positionMs();
      standingMs = ms;
      for (const track of playable()) if (track !== led) follow(track, ms);
      if (isOver(led, ms)) rest(led);
    } else {
      // None was there when it was to begin: whichever comes first leads.
      for (const track of playable()) follow(track, standingMs);
    }
    if (isHeardOver()) end();
    else change();
  }

  function follow(track: Track & { readonly deck: TakeDeck }, ms: number): void {
    if (track.isSeeking) return;
    if (isOver(track, ms)) {
      if (track.isRunning) rest(track);
      return;
    }
    const aheadMs = track.deck.positionMs() - ms;
    if (!track.isRunning || Math.abs(aheadMs) > SEEK_FROM_MS) {
      if (track.deck.durationMs() === null) return;
      void seek(track, ms).then(() => {
        if (isRunning && !track.isFailed) run(track);
      });
      return;
    }
    if (Math.abs(aheadMs) > (track.isCatchingUp ? TOGETHER_MS : DRIFT_MS)) {
      // Nobody hears it: it need not be stopped for a seek, after which it would be off again.
      const change = Math.max(-LARGEST_CHANGE, Math.min(LARGEST_CHANGE, aheadMs / CATCH_UP_MS));
      track.isCatchingUp = true;
      track.deck.setRate(speed * (1 - change));
    } else endCatchingUp(track);
  }

  /** What is heard is over: all stand, for nobody waits in silence for takes that are longer. */
  function end(): void {
    isRunning = false;
    turn += 1;
    standingMs = Math.min(Math.max(standingMs, heardTrack()?.deck?.durationMs() ?? 0), longestMs());
    setHeard(false);
    for (const track of playable()) rest(track);
    graph.setRunning(false);
    change({ isPlaying: false, placeMs: standingMs });
  }

  function hear(clipId: ClipId): void {
    const track = tracks.get(clipId);
    if (!isPlayable(track) || clipId === state.heard) return;
    // Its speed first: it is not to be heard while it catches up.
    endCatchingUp(track);
    change({ heard: clipId });
    if (isRunning) setHeard(true);
    // By another clock another one may be over.
    change();
  }

  function seekTo(ms: number): void {
    standingMs = Math.min(Math.max(0, ms), longestMs());
    change({ placeMs: standingMs });
    void arrange();
  }

  function pause(): void {
    if (!state.isPlaying) return;
    standingMs = positionMs();
    change({ isPlaying: false, placeMs: standingMs });
    void arrange();
  }

  function open({ address, gainDb }: ComparedTake): Track {
    const track: Track = {
      address,
      gainDb,
      deck:
        address === null
          ? null
          : graph.createDeck(address, gainDb, {
              changed: () => {
                change();
              },
              failed: () => {
                track.isFailed = true;
                track.isRunning = false;
                change();
              },
            }),
      isFailed: false,
      isRunning: false,
      isSeeking: false,
      isCatchingUp: false,
    };
    track.deck?.setRate(speed);
    return track;
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    positionMs,
    setTakes(takes) {
      const wanted = new Set(takes.map(({ clipId }) => clipId));
      for (const [clipId, { deck }] of tracks) {
        if (wanted.has(clipId)) continue;
        deck?.close();
        tracks.delete(clipId);
      }
      for (const take of takes) {
        const before = tracks.get(take.clipId);
        if (before?.address === take.address) {
          if (before.gainDb !== take.gainDb) before.deck?.setGain(take.gainDb);
          before.gainDb = take.gainDb;
          continue;
        }
        // Its file has come, or is another one.
        before?.deck?.close();
        const track = open(take);
        tracks.set(take.clipId, track);
        if (isRunning && take.clipId === state.heard) track.deck?.setHeard(true);
      }
      const isHeardThere = isPlayable(heardTrack());
      const first = takes.find(({ clipId }) => isPlayable(tracks.get(clipId)));
      change(isHeardThere ? {} : { heard: first?.clipId ?? null });
    },
    beginAt(clipId, ms) {
      standingMs = Math.max(0, ms);
      change({ placeMs: standingMs });
      hear(clipId);
    },
    hear,
    step(by) {
      const ids = [...tracks.keys()];
      const canHear = ids.map((clipId) => isPlayable(tracks.get(clipId)));
      const to = stepTo(canHear, state.heard === null ? -1 : ids.indexOf(state.heard), by);
      const next = to === null ? undefined : ids[to];
      if (next !== undefined) hear(next);
    },
    play() {
      if (state.isPlaying || playable().length === 0) return;
      if (isHeardOver()) standingMs = 0;
      change({ isPlaying: true });
      void arrange();
    },
    pause,
    seekBy(ms) {
      seekTo(positionMs() + ms);
    },
    seekTo,
    setSpeed(next) {
      speed = next;
      for (const { deck, isCatchingUp } of playable()) if (!isCatchingUp) deck.setRate(speed);
    },
    setVolume(volume) {
      // As the player has it: the ear hears differences of loudness as factors.
      graph.setLevel(Math.min(1, Math.max(0, volume)) ** 2);
    },
    async setDevice(next) {
      if (next === deviceId) return;
      if (next === '') pause();
      deviceId = next;
      await graph.setDevice(next);
    },
    close() {
      turn += 1;
      isRunning = false;
      clearInterval(looking);
      listeners.clear();
      for (const { deck } of tracks.values()) deck?.close();
      tracks.clear();
      graph.close();
    },
  };
}

function pauseOf(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
