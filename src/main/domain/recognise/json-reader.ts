import { isMasked } from './api-keys';
import type { Findings } from './findings';
import { endOfLine } from './line-end';
import { isUuid, plainKey, whyNoId } from './words';

/** An object or array that has been opened and not yet closed. */
interface Frame {
  readonly isArray: boolean;
  readonly start: number;
  /** The key under which it stands, that of the array for an array's members; null at the top. */
  readonly key: string | null;
  readonly isInClip: boolean;
  /** The key whose value comes next. */
  nextKey: string | null;
  keyCount: number;
  jobId: string | null;
  looseId: string | null;
  hasStatus: boolean;
  hasData: boolean;
  /** The job's id as the object under `data` tells it, and whether it tells nothing else. */
  dataJobId: string | null;
  isReceipt: boolean;
  clipId: string | null;
  /** It is noted when this was removed, as the library's own list does. */
  isRemoved: boolean;
  /** There is an answer inside, so that this is only what it was wrapped in. */
  holdsAnswer: boolean;
}

/** Deeper nesting is no answer of any service. */
const MAX_DEPTH = 200;
const CLIP_KEYS: ReadonlySet<string> = new Set(['clips', 'musics', 'music', 'songs', 'clip', 'song']);
const CLIP_MARKS: ReadonlySet<string> = new Set(['clipid', 'lyricsid', 'audiourl', 'lyrics', 'imageurl']);
/** Lines of the library's own list, which also names songs. */
const LOG_MARKS: ReadonlySet<string> = new Set(['removedat', 'restoredat']);
/** Where an object's plain `id` is that of a job. */
const JOB_PLACES: ReadonlySet<string> = new Set([
  'data',
  'job',
  'jobs',
  'result',
  'results',
  'items',
  'list',
]);
const JOB_LISTS: ReadonlySet<string> = new Set([
  'jobs',
  'jobids',
  'ids',
  'data',
  'result',
  'results',
  'items',
  'list',
]);
/** Stars: what an API key without quotes left behind. */
const LITERAL = /[-+.\w*]+/y;
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i;
const SPACE = /\s+/y;

function openFrame(isArray: boolean, start: number, parent: Frame | undefined): Frame {
  const key = parent === undefined ? null : parent.isArray ? parent.key : plainKey(parent.nextKey ?? '');
  return {
    isArray,
    start,
    key,
    isInClip: (parent?.isInClip ?? false) || (key !== null && CLIP_KEYS.has(key)),
    nextKey: null,
    keyCount: 0,
    jobId: null,
    looseId: null,
    hasStatus: false,
    hasData: false,
    dataJobId: null,
    isReceipt: false,
    clipId: null,
    isRemoved: false,
    holdsAnswer: false,
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The value of a string's inside. Lenient, and without exceptions, which hostile text could ask for by the million. */
function unescaped(inner: string): string {
  if (!inner.includes('\\')) return inner;
  return inner.replace(/\\(?:u([0-9a-f]{4})|([^]))/gi, (_, hex?: string, character?: string) => {
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    return character === 'n' || character === 't' || character === 'r' ? ' ' : (character ?? '');
  });
}

/** Index of the quote that closes the string opened at `from`; -1 when the line or the text ends first. */
function closingQuote(text: string, from: number): number {
  for (let index = from + 1; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '"') return index;
    if (character === '\\') index += 1;
    else if (character === '\n' || character === '\r') return -1;
  }
  return -1;
}

/**
 * Walks through JSON without building it: text that breaks off gives up what it held so far, nesting costs no stack,
 * every character is looked at once, and it is known where an answer begins and ends.
 */
export class JsonReader {
  readonly #findings: Findings;
  readonly #text: string;
  readonly #original: string;
  readonly #readNested: (text: string) => void;
  readonly #frames: Frame[] = [];
  #hasStrings = false;
  #resumeAt = 0;
  #hasKeys = false;
  /** Something in it was taken as an id or told as none. */
  #isRead = false;

  /** `original` is the text as it was before API keys were taken out of it: answers are kept as they came. */
  constructor(findings: Findings, text: string, original: string, readNested: (text: string) => void) {
    this.#findings = findings;
    this.#text = text;
    this.#original = original;
    this.#readNested = readNested;
  }

  /** Reads one value from its opening bracket on; answers the index behind it, or that of what cannot be JSON. */
  read(from: number): number {
    let index = from;
    do {
      const next = this.#step(index);
      if (next === null) break;
      index = next;
    } while (this.#frames.length > 0);
    if (this.#frames.length === 0) this.#tellOther(from, index);
    while (this.#frames.length > 0) this.#close(index);
    return Math.max(index, this.#resumeAt, from + 1);
  }

  /** JSON in which there is no job is told, unless it held an API key: that has been told already. */
  #tellOther(start: number, end: number): void {
    const text = this.#text.slice(start, end);
    if (this.#isRead || !this.#hasKeys || text !== this.#original.slice(start, end)) return;
    if (isJson(text)) this.#findings.addNotAnId(text, 'other-json');
  }

  #addJob(id: string, answer: string | null = null): void {
    this.#isRead = true;
    this.#findings.addJob(id, answer);
  }

  #addNamed(value: string): void {
    this.#isRead = true;
    this.#findings.addNamed(value);
  }

  /** Takes one piece of syntax and answers the index behind it; null when there is none. */
  #step(index: number): number | null {
    const character = this.#text.charAt(index);
    const top = this.#frames.at(-1);
    switch (character) {
      case '{':
      case '[':
        if (this.#frames.length >= MAX_DEPTH) return null;
        this.#frames.push(openFrame(character === '[', index, top));
        return index + 1;
      case '}':
      case ']':
        this.#close(index + 1);
        return index + 1;
      case ',':
        if (top !== undefined) top.nextKey = null;
        return index + 1;
      case ':':
        return index + 1;
      case '"':
        return this.#string(index);
      default:
        return this.#match(SPACE, index) ?? this.#literal(index);
    }
  }

  #match(pattern: RegExp, index: number): number | null {
    pattern.lastIndex = index;
    return pattern.test(this.#text) ? pattern.lastIndex : null;
  }

  #literal(index: number): number | null {
    const end = this.#match(LITERAL, index);
    if (end === null) return null;
    const literal = this.#text.slice(index, end);
    const isNumber = NUMBER.test(literal);
    if (!isNumber && literal !== 'null' && literal !== 'true' && literal !== 'false' && !isMasked(literal))
      return null;
    this.#value(isNumber ? literal : '');
    return end;
  }

  #string(index: number): number | null {
    const closing = closingQuote(this.#text, index);
    if (closing < 0) return this.#breakOff(index);
    this.#hasStrings = true;
    const inner = this.#text.slice(index + 1, closing);
    const top = this.#frames.at(-1);
    if (top === undefined) return null;
    if (top.isArray || top.nextKey !== null) this.#value(unescaped(inner));
    else this.#key(top, inner);
    return closing + 1;
  }

  /** A string that is cut off is no word of a list, unless nothing before it has shown that this is JSON at all. */
  #breakOff(index: number): null {
    if (this.#hasStrings) this.#resumeAt = endOfLine(this.#text, index);
    return null;
  }

  #key(frame: Frame, key: string): void {
    frame.nextKey = key;
    frame.keyCount += 1;
    this.#hasKeys = true;
    if (key === 'status') frame.hasStatus = true;
    if (key === 'data') frame.hasData = true;
    if (CLIP_MARKS.has(plainKey(key))) frame.looseId = '';
  }

  #value(value: string): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    const keyId = this.#idAsKey(frame);
    if (keyId !== null) this.#addJob(keyId);
    if (value === '') return;
    if (frame.isArray) {
      const isListOfIds = !frame.isInClip && (frame.key === null || JOB_LISTS.has(frame.key));
      if (isListOfIds) this.#readList(value);
      return;
    }
    const key = plainKey(frame.nextKey ?? '');
    if (key === 'jobid') {
      frame.jobId ??= value;
      this.#addNamed(value);
    } else if (key === 'id') frame.looseId ??= value;
    else if (key === 'clipid') frame.clipId ??= value;
    else if (LOG_MARKS.has(key)) {
      this.#isRead = true;
      frame.isRemoved = key === 'removedat';
    }
  }

  #close(end: number): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    const parent = this.#frames.at(-1);
    const keyId = this.#idAsKey(parent);
    if (frame.isArray) {
      if (keyId !== null) this.#addJob(keyId);
      return;
    }
    const isClip = frame.looseId === '' && (frame.clipId === null || frame.clipId === keyId);
    const id = frame.jobId ?? frame.dataJobId ?? this.#jobIdOf(frame) ?? (isClip ? null : keyId);
    if (id !== null && frame.jobId === null && frame.dataJobId === null) this.#addNamed(id);
    if (frame.key === 'data' && parent !== undefined && !parent.isArray) {
      parent.dataJobId = id;
      parent.isReceipt = frame.jobId !== null && frame.keyCount === 1;
    }
    const canBeAnswer = frame.hasStatus && frame.hasData && !frame.isReceipt && !frame.isInClip;
    if (canBeAnswer && !frame.holdsAnswer && id !== null) {
      this.#answer(id, this.#original.slice(frame.start, end));
      for (const outer of this.#frames) outer.holdsAnswer = true;
    }
    if (frame.isRemoved && frame.jobId !== null) this.#findings.removeJob(frame.jobId.trim());
  }

  #readList(value: string): void {
    this.#isRead = true;
    this.#readNested(value);
  }

  /** The UUID under which a value stands in an object that is keyed by ids; null for the keys of clips. */
  #idAsKey(frame: Frame | undefined): string | null {
    const key = frame === undefined || frame.isArray || frame.isInClip ? null : frame.nextKey;
    return key !== null && isUuid(key) && !this.#frames.some((outer) => outer.jobId !== null) ? key : null;
  }

  /** A plain `id`, where the object can be a job and nothing around it names the job better. */
  #jobIdOf(frame: Frame): string | null {
    const isPlace = frame.key === null || JOB_PLACES.has(frame.key);
    const isNamed = this.#frames.some((outer) => outer.jobId !== null);
    return frame.looseId !== null && frame.looseId !== '' && isPlace && !isNamed && !frame.isInClip
      ? frame.looseId
      : null;
  }

  #answer(id: string, text: string): void {
    const trimmed = id.trim();
    if (whyNoId(trimmed) === null && isJson(text)) this.#addJob(trimmed, text);
  }
}
