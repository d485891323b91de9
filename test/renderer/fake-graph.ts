import { vi } from 'vitest';

/** A graph of sound and its media elements by the test's clock: what would be heard of it, and with how much of a step. */

/** A graph makes its sound in pieces: what is asked of it meanwhile comes with the next. */
const PIECE_MS = 20;
/** So long an element is silent when it goes elsewhere. */
const SEEK_MS = 12;
const START_MS = 8;
/** Element → delay → gain of the file → gain of fades; what comes behind is of all. */
const FADE_AT = 3;

interface Event {
  readonly at: number;
  readonly value: number;
  readonly isRamp: boolean;
}

/** A gain whose value follows what was scheduled. */
export class FakeGain {
  private events: Event[] = [];
  constructor(private readonly clock: { readonly currentTime: number }) {}

  at(time: number): number {
    let [level, since] = [1, 0];
    for (const event of this.events) {
      if (event.isRamp) {
        if (time < event.at) return level + ((event.value - level) * (time - since)) / (event.at - since);
      } else if (time < event.at) return level;
      [level, since] = [event.value, event.at];
    }
    return level;
  }

  get value(): number {
    return this.at(this.clock.currentTime);
  }

  cancelScheduledValues(): void {
    const value = this.value;
    this.events = [{ at: 0, value, isRamp: false }];
  }

  setValueAtTime(value: number, at: number): void {
    this.events.push({ at, value, isRamp: false });
  }

  linearRampToValueAtTime(value: number, at: number): void {
    this.events.push({ at, value, isRamp: true });
  }

  setValueCurveAtTime(curve: Float32Array, at: number, seconds: number): void {
    curve.forEach((value, index) => {
      this.events.push({ at: at + (index / (curve.length - 1)) * seconds, value, isRamp: index > 0 });
    });
  }

  setTargetAtTime(value: number, at: number): void {
    this.setValueAtTime(value, at);
  }
}

/** An element that plays a file of any length that it is given. */
export class FakeMedia extends EventTarget {
  readyState = 4;
  duration = 60;
  paused = true;
  ended = false;
  seeking = false;
  error = null;
  playbackRate = 1;
  defaultPlaybackRate = 1;
  hidden = false;
  parentElement = null;
  /** How often it was elsewhere at once. */
  private place = 0;
  private source: string | null = null;
  private busyMs = 0;

  get src(): string {
    return this.source ?? '';
  }
  set src(address: string) {
    this.source = address;
    [this.place, this.ended, this.paused, this.seeking] = [0, false, true, false];
  }
  get currentTime(): number {
    return this.place;
  }
  set currentTime(seconds: number) {
    if (seconds === this.place) return;
    this.place = seconds;
    [this.ended, this.seeking, this.busyMs] = [false, this.source !== null, SEEK_MS];
  }
  hasAttribute(): boolean {
    return this.source !== null;
  }
  getAttribute(): string | null {
    return this.source;
  }
  removeAttribute(): void {
    this.source = null;
    [this.paused, this.ended, this.seeking] = [true, false, false];
  }
  load(): void {
    this.place = 0;
  }
  async play(): Promise<void> {
    if (!this.paused) return;
    this.paused = false;
    this.busyMs = Math.max(this.busyMs, START_MS);
  }
  pause(): void {
    this.paused = true;
  }
  /** Its sound goes through the graph just now. */
  get isHeard(): boolean {
    return this.source !== null && !this.paused && !this.ended && !this.seeking && this.busyMs <= 0;
  }
  /** Time goes by. */
  wait(ms: number): void {
    this.busyMs -= ms;
    if (!this.seeking || this.busyMs > 0) return;
    this.seeking = false;
    this.dispatchEvent(new Event('seeked'));
  }
  /** So much of its sound has gone into the graph. */
  goOn(ms: number): void {
    this.place += (ms / 1_000) * this.playbackRate;
    if (this.place < this.duration) return;
    [this.place, this.ended, this.paused] = [this.duration, true, true];
    this.dispatchEvent(new Event('ended'));
  }
}

/** What one element let be heard at one moment: `place` of the file, as loud as `level`. */
interface Moment {
  readonly media: FakeMedia;
  readonly address: string;
  readonly place: number;
  readonly level: number;
}

/** Has the page's own elements and graph replaced until the test's end; to be used with fake timers. */
export function fakeGraph() {
  const clock = { currentTime: 0, sampleRate: 48_000, state: 'running', outputLatency: 0 };
  const elements: FakeMedia[] = [];
  /** The gain of fades of each element. */
  const fades = new Map<FakeMedia, FakeGain>();
  let sinceMs = 0;
  let steps = 0;
  let before: readonly Moment[] = [];

  class FakeNode {
    readonly gain = new FakeGain(clock);
    readonly delayTime = { setValueAtTime: () => undefined };
    media: FakeMedia | undefined;
    /** How many nodes lie between the element and this one. */
    steps = 0;
    disconnect(): void {}
    connect(to: FakeNode): FakeNode {
      if (this.media === undefined || this.steps === FADE_AT) return to;
      [to.media, to.steps] = [this.media, this.steps + 1];
      if (to.steps === FADE_AT) fades.set(this.media, to.gain);
      return to;
    }
  }
  class FakeContext extends FakeNode {
    readonly destination = { isDestination: true };
    sampleRate = clock.sampleRate;
    state = 'running';
    outputLatency = 0;
    get currentTime(): number {
      return clock.currentTime;
    }
    createMediaElementSource(media: FakeMedia): FakeNode {
      const node = new FakeNode();
      node.media = media;
      return node;
    }
    async resume(): Promise<void> {}
    async suspend(): Promise<void> {}
    addEventListener(): void {}
    removeEventListener(): void {}
  }
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('document', {
    pictureInPictureElement: null,
    createElement: () => {
      const media = new FakeMedia();
      elements.push(media);
      return media;
    },
  });
  vi.stubGlobal('HTMLMediaElement', { HAVE_NOTHING: 0, HAVE_METADATA: 1, HAVE_FUTURE_DATA: 3 });
  vi.stubGlobal('AudioContext', FakeContext);
  for (const name of ['DelayNode', 'GainNode']) vi.stubGlobal(name, FakeNode);
  vi.stubGlobal('fetch', () => Promise.reject(new Error('There are no files here.')));

  const moments = (): readonly Moment[] =>
    elements
      .filter(({ isHeard }) => isHeard)
      .map((media) => ({
        media,
        address: media.src,
        place: media.currentTime,
        level: fades.get(media)?.at(clock.currentTime) ?? 1,
      }));

  /** The largest part of a sound that came or went at once since the moment before. */
  function stepFrom(earlier: readonly Moment[], now: readonly Moment[]): number {
    const goesOn = (moment: Moment, others: readonly Moment[]) =>
      others.find(
        ({ media, address, place }) =>
          media === moment.media && address === moment.address && Math.abs(place - moment.place) < 0.005,
      );
    // The first sound of a file is as it was made, and so is the last.
    const isEdge = ({ place, media }: Moment) => place < 0.002 || place > media.duration - 0.002;
    const lost = earlier
      .filter((moment) => !isEdge(moment))
      .map((moment) => moment.level - (goesOn(moment, now)?.level ?? 0));
    const come = now
      .filter((moment) => !isEdge(moment))
      .map((moment) => moment.level - (goesOn(moment, earlier)?.level ?? 0));
    return Math.max(0, ...[...lost, ...come].map(Math.abs));
  }

  function makePiece(): void {
    for (let at = 0; at < PIECE_MS; at += 1) {
      const now = moments();
      steps = Math.max(steps, stepFrom(before, now));
      before = now;
      for (const { media } of now) media.goOn(1);
      clock.currentTime = Math.round(clock.currentTime * 1_000 + 1) / 1_000;
    }
  }

  return {
    elements,
    /** Lets time go on, for clock, elements and timers alike. */
    async goOn(ms: number): Promise<void> {
      for (let at = 0; at < ms; at += 1) {
        sinceMs += 1;
        for (const media of elements) media.wait(1);
        if (sinceMs % PIECE_MS === 0) makePiece();
        await vi.advanceTimersByTimeAsync(1);
      }
    },
    /** What is heard just now. */
    heard: () => before.map(({ address, place, level }) => ({ address, place, level })),
    /** The largest step since it was asked last, as a part of the loudest sound. */
    largestStep(): number {
      const largest = steps;
      steps = 0;
      return largest;
    },
  };
}
