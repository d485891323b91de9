import {
  EXCHANGE_FADE_MS,
  LOOP_FADE_MS,
  exchangeFor,
  furtherAhead,
  overlapMs,
  partEndMs,
  wantedCue,
  type Cue,
  type Wishes,
} from './cue';
import type { Decks } from './decks';
import type { Loop, Source } from './engine';
import { beginHandover, LEAD_MS, type Handover } from './handover';

/**
 * What takes over from the file that plays, by itself and at its time: the song that follows, a part once more, or another file of the
 * song. It is opened in the deck ahead and begun in time; what it is to be is told here.
 */
export interface Takeover {
  /** This file plays from now on; no other one of its song is waited for. What follows has to be `open`ed ahead. */
  begin(source: Source): void;
  /** Nothing plays, and nothing follows. */
  clear(): void;
  playing(): Source | null;
  loop(): Loop | null;
  setLoop(loop: Loop | null): void;
  /** The file that follows when this one ends; null for none. */
  prepare(source: Source | null): void;
  /** The other file of the song that is to take over; null for none. */
  exchange(): Source | null;
  /** Has another file of the song take over; null for none. */
  setExchange(source: Source | null): void;
  /** Makes the current file, and the other of its song, louder or softer. */
  setGain(gainDb: number): void;
  setCrossfade(ms: number): void;
  setSpeed(speed: number): void;
  /** Has what is to take over opened in the deck ahead, where it is not open there yet, and planned. */
  open(): void;
  /** Plans when it takes over, or begins that where its time has come. */
  plan(): void;
  /** What was planned, or was begun, is not to be: something else is heard. */
  cancel(): void;
  /** It has been begun, unheard, and is about to take over. */
  isUnderWay(): boolean;
  /** The current file is over: what was begun is heard from now on. */
  hurry(): void;
  /** Whether the song that follows could be gone on with at once. */
  isSongReady(): boolean;
  /** Goes on with what is open ahead. */
  takeOver(): void;
  /** What was open ahead does not play; answers whether it was another file of the current song. It is not tried again ahead. */
  drop(): boolean;
}

export interface TakeoverDeps {
  readonly decks: Decks;
  /** Seconds of the graph's clock. */
  readonly now: () => number;
  /** Sound is to run just now. */
  readonly isWanted: () => boolean;
  /** The deck that was ahead is the current one now. */
  readonly onTaken: (kind: Cue['kind']) => void;
  /** The end of a part that cannot be repeated without a jump. */
  readonly onLoopEnd: (fromMs: number) => void;
  /** The other file of the song cannot be open in time. */
  readonly onTooLate: (source: Source) => void;
}

/** Where less than this is left, looking at the clocks would come too late. */
const SHORTEST_LEAD_MS = 250;

export function createTakeover(deps: TakeoverDeps): Takeover {
  const { decks, isWanted } = deps;
  let wishes: Wishes = {
    playing: null,
    prepared: null,
    loop: null,
    exchange: null,
    crossfadeMs: 0,
    speed: 1,
  };
  /** What is open ahead. */
  let cue: Cue | null = null;
  let handover: Handover | null = null;
  let planTimer: number | undefined;
  let takeOverTimer: number | undefined;

  function wish(change: Partial<Wishes>): void {
    wishes = { ...wishes, ...change };
  }

  function closeAhead(): void {
    cue = null;
    decks.ahead().close();
  }

  function open(): void {
    const wanted = wantedCue(wishes, cue, decks.current());
    // Lists change all the time, and what follows seldom does.
    const isSame = wanted?.address === cue?.address && wanted?.startMs === cue?.startMs;
    cue = wanted;
    if (!isSame) {
      cancel();
      if (wanted === null) decks.ahead().close();
      else decks.ahead().open(wanted.address, wanted);
    } else if (wanted !== null) decks.ahead().setGain(wanted.gainDb);
    plan();
  }

  function plan(): void {
    window.clearTimeout(planTimer);
    const current = decks.current();
    const ahead = decks.ahead();
    const partEnd = partEndMs(wishes, cue, current, ahead);
    current.setEnd(partEnd);
    const endMs = partEnd ?? current.durationMs();
    if (!isWanted() || handover !== null || endMs === null) return;
    const leftMs = (endMs - current.positionMs()) / wishes.speed;
    const overlap = overlapMs(wishes, cue, current, ahead);
    const isOpenAhead = cue !== null && ahead.isReady();
    const isPart = wishes.loop !== null && cue?.kind !== 'file';
    if (isPart && (!isOpenAhead || leftMs - overlap <= SHORTEST_LEAD_MS)) {
      // Whoever went beyond its end wants to hear what is there.
      if (leftMs > 0) planTimer = window.setTimeout(jumpBack, leftMs);
      return;
    }
    if (!isOpenAhead) return;
    const untilFadeMs = leftMs - overlap;
    // Whoever goes to the end of a song wants to hear it: where a crossfade would have begun by now there is none.
    const isFadeAhead = untilFadeMs > SHORTEST_LEAD_MS;
    if (cue?.kind === 'file' && !isFadeAhead) {
      openFurtherAhead();
      return;
    }
    const untilMs = isFadeAhead ? untilFadeMs : leftMs;
    if (untilMs > LEAD_MS) planTimer = window.setTimeout(plan, untilMs - LEAD_MS);
    else if (untilMs > SHORTEST_LEAD_MS) begin(isFadeAhead ? overlap : 0);
  }

  function begin(crossfadeMs: number): void {
    handover = beginHandover({
      leaving: decks.current(),
      coming: decks.ahead(),
      crossfadeS: crossfadeMs / 1_000,
      isSameSound: cue?.kind === 'file',
      ...(cue?.kind === 'file' && {
        onLate: () => {
          handover = null;
          openFurtherAhead();
        },
      }),
      onAligned: (inMs) => {
        takeOverTimer = window.setTimeout(takeOver, inMs);
      },
      now: deps.now,
    });
  }

  /** The other file of the song was not open in time. */
  function openFurtherAhead(): void {
    if (wishes.exchange === null) return;
    const exchange = furtherAhead(wishes.exchange);
    if (exchange === null) {
      deps.onTooLate(wishes.exchange.source);
      return;
    }
    wish({ exchange });
    closeAhead();
    open();
  }

  /** The end of a part that is too short for a handover, or that was not prepared in time. */
  function jumpBack(): void {
    const { loop } = wishes;
    if (loop === null) return;
    if (decks.current().positionMs() >= loop.toMs - 1) deps.onLoopEnd(loop.fromMs);
    plan();
  }

  function cancel(): void {
    window.clearTimeout(planTimer);
    window.clearTimeout(takeOverTimer);
    handover?.cancel();
    handover = null;
  }

  function takeOver(): void {
    window.clearTimeout(takeOverTimer);
    handover = null;
    const kind = cue?.kind ?? 'song';
    wish({
      playing: cue,
      ...(kind === 'song' && { prepared: null }),
      ...(kind !== 'loop' && { exchange: null }),
    });
    cue = null;
    const fadeMs = kind === 'loop' ? LOOP_FADE_MS : EXCHANGE_FADE_MS;
    decks.advance(kind === 'song' ? undefined : fadeMs * 2);
    deps.onTaken(kind);
    // What follows a song is told by whoever knows the next one.
    if (kind !== 'song') open();
  }

  return {
    begin(source) {
      wish({ playing: source, exchange: null });
    },
    clear() {
      cancel();
      wish({ playing: null, prepared: null, loop: null, exchange: null });
      closeAhead();
    },
    playing: () => wishes.playing,
    loop: () => wishes.loop,
    setLoop(loop) {
      wish({ loop });
    },
    prepare(prepared) {
      wish({ prepared });
      open();
    },
    exchange: () => wishes.exchange?.source ?? null,
    setExchange(source) {
      wish({ exchange: source && exchangeFor(source) });
      if (cue?.kind === 'file') closeAhead();
    },
    setGain(gainDb) {
      const { playing, exchange } = wishes;
      wish({
        playing: playing && { ...playing, gainDb },
        exchange: exchange && { ...exchange, source: { ...exchange.source, gainDb } },
      });
      open();
    },
    setCrossfade(crossfadeMs) {
      if (crossfadeMs === wishes.crossfadeMs) return;
      cancel();
      wish({ crossfadeMs });
      plan();
    },
    setSpeed(speed) {
      wish({ speed });
      open();
    },
    open,
    plan,
    cancel,
    isUnderWay: () => handover !== null,
    hurry() {
      handover?.align();
    },
    isSongReady: () => cue?.kind === 'song' && decks.ahead().isReady(),
    takeOver,
    drop() {
      cancel();
      const isOfThisSong = cue?.kind === 'file';
      closeAhead();
      if (isOfThisSong) {
        wish({ exchange: null });
        open();
      } else wish({ prepared: null });
      return isOfThisSong;
    },
  };
}
