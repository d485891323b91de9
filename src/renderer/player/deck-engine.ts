import { createAudioGraph } from './audio-graph';
import { isSeamless } from './cue';
import { CUT_FADE_MS, FADE_MS, type Deck } from './deck';
import { createDecks } from './decks';
import type { Engine, EngineEvents, Source } from './engine';
import { failureOf } from './playback-failure';
import { createTakeover } from './takeover';

/** How long sound that was going away slowly takes to come back. */
const COME_BACK_MS = 400;

/** How long the song before takes to go away where its crossfade is cut short: less than another file is opened ahead. */
const LET_GO_MS = 300;

/** An engine of media elements in one graph: while one plays, what is to be heard next is opened in another. */
export function createEngine(events: EngineEvents): Engine {
  const graph = createAudioGraph(() => {
    if (!isWanted) return;
    pause();
    events.silenced();
  });
  const decks = createDecks(connectEvents);
  let isWanted = false;
  /** It goes silent slowly, and stands then. */
  let isFading = false;
  let speed = 1;
  let heardOutTimer: number | undefined;
  const takeover = createTakeover({
    decks,
    now: graph.now,
    isWanted: goesOn,
    onTaken: (kind) => {
      if (kind === 'song') events.followed();
      if (kind === 'file') events.exchanged();
      events.duration(decks.current().durationMs());
      events.moved();
      tellPlaying();
    },
    onLoopEnd: (fromMs) => {
      jumpTo(fromMs);
      events.moved();
    },
    onTooLate: (source) => {
      openHere(source, decks.current().positionMs(), isWanted);
    },
  });

  function tellPlaying(): void {
    events.playing(isWanted);
  }

  /** It plays, and what follows is to be heard too. */
  function goesOn(): boolean {
    return isWanted && !isFading;
  }

  function endFade(): void {
    if (!isFading) return;
    isFading = false;
    events.fadeEnded();
  }

  function start(): void {
    const comesInMs = isFading ? COME_BACK_MS : FADE_MS;
    if (isFading) decks.endTails(COME_BACK_MS);
    isWanted = true;
    endFade();
    tellPlaying();
    graph.wake(decks.connect);
    const deck = decks.current();
    deck.comeIn(comesInMs);
    deck.media.play().catch((error: unknown) => {
      // Another file was opened or a pause came first; a file that cannot play is told by the `error` event.
      if (
        deck !== decks.current() ||
        (error instanceof DOMException && (error.name === 'AbortError' || error.name === 'NotSupportedError'))
      )
        return;
      isWanted = false;
      tellPlaying();
    });
  }

  /** Opens a file in place of the one that plays; nothing else is to take over then. */
  function openHere(source: Source, startMs: number, isPlaying: boolean): void {
    window.clearTimeout(heardOutTimer);
    takeover.cancel();
    decks.endTails(CUT_FADE_MS);
    if (takeover.exchange() !== null) events.exchanged();
    takeover.begin(source);
    isWanted = isPlaying;
    endFade();
    decks.renew(CUT_FADE_MS).open(source.address, { startMs, gainDb: source.gainDb });
    takeover.open();
    events.moved();
    if (isPlaying) start();
    else tellPlaying();
  }

  /** To another place in the song, where another file of it need not be waited for. */
  function jumpTo(ms: number): void {
    const other = takeover.exchange();
    // What goes silent slowly does so in the file that it is heard from.
    if (other === null || isFading) decks.current().jump(ms);
    else openHere(other, ms, isWanted);
  }

  function onEnded(deck: Deck): void {
    if (deck !== decks.current()) {
      if (!decks.endTail(deck)) deck.close();
      return;
    }
    // Somebody has gone elsewhere in it at its last moment.
    if (deck.isJumping()) return;
    if (takeover.isUnderWay()) {
      takeover.hurry();
      return;
    }
    const loop = takeover.loop();
    if (loop !== null) {
      // Somebody went beyond the part that is repeated.
      jumpTo(loop.fromMs);
      if (isFading) pause();
      else if (isWanted) start();
      return;
    }
    // The last of it may still be held back.
    heardOutTimer = window.setTimeout(onHeardOut, deck.heldMs());
  }

  /** The current file was heard to its end, and nothing was begun ahead. */
  function onHeardOut(): void {
    if (goesOn() && takeover.isSongReady()) {
      // There was no time to begin it ahead.
      takeover.takeOver();
      start();
    } else {
      isWanted = false;
      if (isFading) {
        endFade();
        tellPlaying();
      }
      graph.rest();
      events.ended();
    }
  }

  function pause(): void {
    isWanted = false;
    endFade();
    tellPlaying();
    stopAfterFade(FADE_MS);
    graph.rest();
  }

  function fadeAway(ms: number): void {
    isFading = true;
    if (isWanted) stopAfterFade(ms);
    // The song has just ended.
    else pause();
  }

  function stopAfterFade(fadeMs: number): void {
    takeover.cancel();
    // Of two songs of a crossfade the new one goes on later, by itself.
    decks.endTails(fadeMs);
    const deck = decks.current();
    deck.fadeOut(fadeMs, () => {
      window.clearTimeout(heardOutTimer);
      deck.media.pause();
      if (isFading) {
        isWanted = false;
        endFade();
        tellPlaying();
        graph.rest();
      }
      deck.catchUp();
      const other = takeover.exchange();
      if (other !== null) openHere(other, deck.positionMs(), false);
      events.moved();
    });
  }

  function connectEvents(deck: Deck): void {
    const { media } = deck;
    const on = (name: keyof HTMLMediaElementEventMap, listener: () => void) => {
      media.addEventListener(name, () => {
        if (deck === decks.current()) listener();
      });
    };
    on('play', () => {
      // Told a moment later: a pause may have come meanwhile.
      if (media.paused) return;
      isWanted = true;
      tellPlaying();
    });
    on('pause', () => {
      // Opening a file and reaching the end pause too, without anybody having asked for it.
      if (media.ended || media.readyState === HTMLMediaElement.HAVE_NOTHING) return;
      isWanted = false;
      endFade();
      tellPlaying();
    });
    on('durationchange', () => {
      events.duration(deck.durationMs());
      takeover.plan();
    });
    on('seeking', events.moved);
    on('seeked', events.moved);
    on('loadedmetadata', events.moved);
    on('timeupdate', () => {
      events.ticked();
      if (!takeover.isUnderWay()) takeover.plan();
    });
    media.addEventListener('canplay', () => {
      takeover.plan();
    });
    media.addEventListener('ended', () => {
      onEnded(deck);
    });
    media.addEventListener('error', () => {
      const failure = failureOf(media.error);
      if (failure === null || !deck.isOpen()) return;
      if (deck === decks.current()) {
        isWanted = false;
        endFade();
        tellPlaying();
        events.failed(failure);
      } else if (deck === decks.ahead()) {
        // A song is opened once more when its turn has come, and told then.
        if (takeover.drop()) events.failed(failure);
      } else decks.endTail(deck);
    });
  }

  return {
    load(source, { startMs, isPlaying }) {
      takeover.setLoop(null);
      openHere(source, startMs, isPlaying);
    },
    exchange(source) {
      takeover.cancel();
      takeover.setExchange(null);
      const deck = decks.current();
      const loop = takeover.loop();
      if (source.address === takeover.playing()?.address) {
        takeover.open();
      } else if (isFading) {
        // It is opened when what is heard is silent.
        takeover.setExchange(source);
      } else if (!isWanted || !deck.isReady() || (loop !== null && !isSeamless(loop, speed))) {
        openHere(source, deck.positionMs(), isWanted);
        events.exchanged();
      } else {
        if (decks.hasTails()) {
          // Its crossfade cannot be within another one, which ends before it begins.
          decks.endTails(LET_GO_MS);
          deck.fadeIn(LET_GO_MS);
        }
        takeover.setExchange(source);
        takeover.open();
      }
    },
    unload() {
      window.clearTimeout(heardOutTimer);
      takeover.clear();
      isWanted = false;
      endFade();
      decks.endTails(CUT_FADE_MS);
      decks.renew(CUT_FADE_MS).close();
      graph.rest();
      tellPlaying();
    },
    prepare: takeover.prepare,
    setGain(gainDb) {
      decks.current().setGain(gainDb);
      takeover.setGain(gainDb);
    },
    setCrossfade: takeover.setCrossfade,
    setSpeed(next) {
      if (next === speed) return;
      takeover.cancel();
      // Within a crossfade that would be a jump; what is held back is heard at the speed before.
      if (!decks.isCrossfading()) decks.current().catchUp();
      speed = next;
      decks.setSpeed(next);
      events.moved();
      takeover.setSpeed(next);
    },
    setLoop(loop) {
      takeover.cancel();
      takeover.setLoop(loop);
      takeover.open();
    },
    play() {
      start();
      takeover.open();
    },
    pause,
    fadeAway,
    seek(ms) {
      window.clearTimeout(heardOutTimer);
      takeover.cancel();
      decks.endTails(CUT_FADE_MS);
      jumpTo(ms);
      events.moved();
      takeover.plan();
    },
    positionMs() {
      const positionMs = decks.current().positionMs();
      // What has left the deck is still on its way to the ear.
      return isWanted ? Math.max(0, positionMs - graph.latencyMs()) : positionMs;
    },
    setVolume(volume) {
      // The ear hears ratios: squared, the lower half of the slider is as useful as the upper.
      graph.setLevel(Math.min(1, Math.max(0, volume)) ** 2);
    },
    setDevice: graph.setDevice,
    analyser: graph.analyser,
    showPictureIn: decks.showPictureIn,
    picture: () => decks.current().media,
  };
}
