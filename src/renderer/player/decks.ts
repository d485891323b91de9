import { createDeck, type Deck } from './deck';

/**
 * The decks of an engine, each with its part: one plays, in another what follows is opened ahead, and what was heard before sounds
 * out in others. None that sounds is cut off, and each comes back when it is silent.
 */
export interface Decks {
  /** The one that plays. */
  current(): Deck;
  /** The one in which what follows is opened; nothing of it is heard. */
  ahead(): Deck;
  /** Puts all of them, and those to come, into a graph. */
  connect(context: AudioContext, out: AudioNode): void;
  /** The one ahead plays from now on; the one before sounds out to its end, or for so many milliseconds. */
  advance(soundsForMs?: number): void;
  /** A deck for another file takes the place of the one that plays, which fades away; one that is silent is kept. */
  renew(fadeMs: number): Deck;
  /** What sounds out fades away. */
  endTails(fadeMs: number): void;
  /** Something that was heard before sounds out. */
  hasTails(): boolean;
  /** Has what sounds out, of which that deck was, know that its file is over; false where it was none of them. */
  endTail(deck: Deck): boolean;
  /** The current one comes in over one that sounds out. */
  isCrossfading(): boolean;
  /** A crossfade goes on from where it is, and ends when what sounds out does. */
  setSpeed(speed: number): void;
  /** Puts the moving pictures into `host`, where only that of the current deck is seen. */
  showPictureIn(host: HTMLElement): void;
}

/** @param onCreated is handed each deck once, before it is used */
export function createDecks(onCreated: (deck: Deck) => void): Decks {
  const spare: Deck[] = [];
  const tails = new Set<Deck>();
  let connectTo: ((deck: Deck) => void) | null = null;
  let speed = 1;
  let host: HTMLElement | null = null;
  let current = create();
  let ahead = create();

  function create(): Deck {
    const deck = createDeck();
    deck.setSpeed(speed);
    connectTo?.(deck);
    onCreated(deck);
    return deck;
  }

  const all = () => [current, ahead, ...tails, ...spare];

  function show(): void {
    if (host === null) return;
    for (const { media } of all()) {
      // An element that is taken out of the page stops.
      if (media.parentElement !== host) host.append(media);
      media.hidden = media !== current.media;
    }
  }

  function leave(deck: Deck): void {
    if (deck.isSounding()) tails.add(deck);
    else free(deck);
  }

  function free(deck: Deck): void {
    tails.delete(deck);
    if (document.pictureInPictureElement === deck.media) {
      // The picture's own window would close before the next one has a picture for it.
      tails.add(deck);
      deck.media.pause();
      deck.media.addEventListener(
        'leavepictureinpicture',
        () => {
          free(deck);
        },
        { once: true },
      );
      return;
    }
    deck.close();
    spare.push(deck);
  }

  /** Of a crossfade the one that sounds out. */
  const crossfadeTail = () =>
    current.isFadingAlong()
      ? [...tails].find((deck) => deck.isSounding() && deck.isFadingAlong())
      : undefined;

  function fadeAway(deck: Deck, ms: number): void {
    deck.fadeOut(ms, () => {
      if (tails.has(deck)) free(deck);
    });
  }

  return {
    current: () => current,
    ahead: () => ahead,
    connect(context, out) {
      connectTo = (deck) => {
        deck.connect(context, out);
      };
      all().forEach(connectTo);
    },
    advance(soundsForMs) {
      const before = current;
      current = ahead;
      ahead = spare.pop() ?? create();
      leave(before);
      show();
      if (soundsForMs === undefined) return;
      setTimeout(() => {
        if (tails.has(before)) free(before);
      }, soundsForMs);
    },
    renew(fadeMs) {
      if (!current.isSounding()) return current;
      const before = current;
      current = spare.pop() ?? create();
      leave(before);
      fadeAway(before, fadeMs);
      show();
      return current;
    },
    endTails(fadeMs) {
      for (const deck of tails) if (deck.isSounding()) fadeAway(deck, fadeMs);
    },
    hasTails: () => [...tails].some((deck) => deck.isSounding()),
    endTail(deck) {
      if (!tails.has(deck)) return false;
      free(deck);
      return true;
    },
    isCrossfading: () => crossfadeTail() !== undefined,
    setSpeed(next) {
      speed = next;
      for (const deck of all()) deck.setSpeed(next);
      const tail = crossfadeTail();
      const leftS = tail?.leftS() ?? null;
      if (tail === undefined || leftS === null) return;
      for (const deck of [tail, current]) deck.fadeRestWithin(leftS);
    },
    showPictureIn(element) {
      host = element;
      show();
    },
  };
}
