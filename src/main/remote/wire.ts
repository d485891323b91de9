import { ASSET_KINDS, type AssetKind } from '@shared/model';

/**
 * The only reader of the service's JSON. It takes what API.md documents and what is "seen elsewhere", trusts no field's
 * type, and never throws: an odd field is null, an odd clip is counted.
 */

export type RemoteOutcome = 'in-progress' | 'succeeded' | 'failed';

export interface RemoteClip {
  /** Null when the answer gives the clip no id; the caller makes one from the job. */
  readonly clipId: string | null;
  readonly title: string | null;
  readonly lyricsId: string | null;
  /** The words; null when there are none. */
  readonly text: string | null;
  /** The timing markers as they came, when they are not the words themselves. */
  readonly markers: unknown;
  /** http(s) addresses only. */
  readonly urls: Readonly<Partial<Record<AssetKind, string>>>;
  readonly createdAt: number | null;
  readonly durationMs: number | null;
  readonly soundPrompt: string | null;
  readonly seed: string | null;
  readonly bpm: string | null;
  readonly parentClipId: string | null;
}

export interface RemoteAnswer {
  /** The state text as it came, cut to a sane length. */
  readonly status: string | null;
  readonly outcome: RemoteOutcome;
  /** Null when it says no more than "success". */
  readonly message: string | null;
  readonly jobId: string | null;
  readonly action: string | null;
  readonly model: string | null;
  /** Percent, 0 to 100. */
  readonly progress: number | null;
  readonly quota: string | null;
  readonly clips: readonly RemoteClip[];
  /** Members of the clip list that were no clips. */
  readonly oddClips: number;
}

/** An answer of the service, or a body that carries an error code of its own under HTTP 200 (API.md). */
export type Decoded =
  | { readonly kind: 'answer'; readonly answer: RemoteAnswer }
  | { readonly kind: 'error'; readonly code: number; readonly message: string | null }
  | { readonly kind: 'unreadable' };

type Fields = Readonly<Record<string, unknown>>;

const MAX_TEXT = 5_000_000;
const MAX_LINE = 2_000;
const MAX_CLIPS = 1_000;

/** Reads a body. */
export function decodeBody(body: string): Decoded {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return { kind: 'unreadable' };
  }
  const fields = asFields(parsed);
  if (!fields) return { kind: 'unreadable' };
  const status = text(fields, MAX_LINE, 'status', 'state');
  const code = number(own(fields, 'code'));
  const message = text(fields, MAX_LINE, 'message', 'msg', 'error', 'detail');
  if (code !== null && code >= 400 && code < 600 && outcomeOf(status) !== 'succeeded') {
    return { kind: 'error', code, message };
  }
  if (status === null && asFields(own(fields, 'data')) === null) return { kind: 'unreadable' };
  return { kind: 'answer', answer: readAnswer(fields, status, message) };
}

/** A message of a body of any status, for people; null when it has none. */
export function messageOf(body: string): string | null {
  try {
    const fields = asFields(JSON.parse(body));
    if (!fields) return null;
    return text(fields, MAX_LINE, 'message', 'msg', 'error', 'detail');
  } catch {
    return null;
  }
}

/**
 * Whether a message speaks of the account's key rather than of the job. Whether the service tells a wrong key by its
 * HTTP status or by a `FAILED` body is not documented (API.md), so both are understood.
 */
export function speaksOfKey(message: string | null): boolean {
  return message !== null && KEY_PATTERNS.some((pattern) => pattern.test(message));
}

// Kept narrow: prompts are about music, where "key" and "unauthorised" have other meanings, and one refused prompt must
// not hold every other job. Where a word alone could mean either, it must be the whole message.
const KEY_PATTERNS: readonly RegExp[] = [
  /\b(tt[-_ ]?)?api[-_ ]?key\b/i,
  /\b(access|auth|api)[-_ ]?token\b/i,
  /^\W*(invalid|wrong|missing|incorrect|expired|bad|unknown|no) (key|token)\W*$/i,
  /^\W*(the |your )?(key|token) (is |was |has )?(invalid|wrong|missing|incorrect|expired|not found|disabled|revoked)\W*$/i,
  /^\W*(401\W+)?(unauthori[sz]ed|not authori[sz]ed)( access| request| user)?\W*$/i,
  /\bauthentication (failed|error|required)\b/i,
  /\baccount\b.{0,40}\b(not active|inactive|blocked|banned|disabled|suspended|frozen)\b/i,
];

function readAnswer(fields: Fields, status: string | null, message: string | null): RemoteAnswer {
  const data = asFields(own(fields, 'data')) ?? {};
  const list =
    firstArray(data, 'clips', 'musics', 'music') ?? firstArray(fields, 'clips', 'musics', 'music') ?? [];
  const clips: RemoteClip[] = [];
  let oddClips = Math.max(0, list.length - MAX_CLIPS);
  for (const member of list.slice(0, MAX_CLIPS)) {
    const clip = asFields(member);
    if (clip) clips.push(readClip(clip));
    else oddClips += 1;
  }
  return {
    status,
    outcome: outcomeOf(status),
    message: message !== null && /^(success|succeeded|ok)?\.?$/i.test(message.trim()) ? null : message,
    jobId: text(fields, 128, 'jobId', 'job_id') ?? text(data, 128, 'jobId', 'job_id'),
    action: text(data, 200, 'action'),
    model: text(data, 200, 'mv', 'model', 'modelName', 'model_name'),
    progress: percent(own(data, 'progress')),
    quota: text(data, 100, 'quota'),
    clips,
    oddClips,
  };
}

/** Unknown state text means that the service is still at it. */
function outcomeOf(status: string | null): RemoteOutcome {
  switch (status?.trim().toUpperCase()) {
    case 'SUCCESS':
      return 'succeeded';
    case 'FAILED':
      return 'failed';
    default:
      return 'in-progress';
  }
}

function readClip(clip: Fields): RemoteClip {
  const marked = first(clip, 'lyrics_timing_markers', 'lyricsTimingMarkers');
  const { markers, words } = splitMarkers(marked);
  return {
    clipId: text(clip, 200, 'clip_id', 'clipId', 'id'),
    title: text(clip, MAX_LINE, 'title'),
    lyricsId: text(clip, 200, 'lyrics_id', 'lyricsId'),
    text: readWords(first(clip, 'lyrics')) ?? words,
    markers,
    urls: readUrls(clip),
    createdAt: readTime(first(clip, 'create_time', 'createTime', 'created_at', 'createdAt')),
    durationMs: readDuration(
      first(clip, 'duration', 'duration_s', 'durationS', 'duration_seconds', 'durationSeconds', 'durations'),
    ),
    soundPrompt: text(clip, 20_000, 'sound_prompt', 'soundPrompt', 'prompt'),
    seed: text(clip, 200, 'seed'),
    bpm: text(clip, 200, 'bpm'),
    parentClipId: text(clip, 200, 'parent_clip_id', 'parentClipId', 'parent_id', 'parentId', 'parent'),
  };
}

/** `lyrics_timing_markers` is the words themselves, or markers, or markers as JSON text (API.md, the clip's table). */
function splitMarkers(value: unknown): { readonly markers: unknown; readonly words: string | null } {
  if (value === null || value === undefined) return { markers: null, words: null };
  if (typeof value !== 'string') return { markers: typeof value === 'object' ? value : null, words: null };
  if (/^\s*(\[\s*[[{]|\{)/.test(value)) {
    try {
      const parsed: unknown = JSON.parse(value);
      if (typeof parsed === 'object' && parsed !== null) return { markers: parsed, words: null };
    } catch {
      // Words that happen to begin like JSON.
    }
  }
  return { markers: null, words: value.trim() === '' ? null : value.slice(0, MAX_TEXT) };
}

/** `lyrics` is text, or an object with the text in `value.text` (API.md, "seen elsewhere"). */
function readWords(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.slice(0, MAX_TEXT);
  const fields = asFields(value);
  if (!fields) return null;
  return readWords(own(fields, 'text')) ?? readWords(asFields(own(fields, 'value')));
}

const URL_FIELDS: Record<AssetKind, readonly string[]> = {
  cover: ['image_url', 'imageUrl', 'cover_url', 'coverUrl'],
  audio: ['audio_url', 'audioUrl'],
  wav: ['wav_url', 'wavUrl'],
  video: ['video_url', 'videoUrl'],
};

function readUrls(clip: Fields): Partial<Record<AssetKind, string>> {
  const urls: Partial<Record<AssetKind, string>> = {};
  for (const kind of ASSET_KINDS) {
    const address = text(clip, 8_000, ...URL_FIELDS[kind]);
    if (address === null) continue;
    const protocol = URL.canParse(address) ? new URL(address).protocol : '';
    if (protocol === 'https:' || protocol === 'http:') urls[kind] = address;
  }
  return urls;
}

const EARLIEST_YEAR_MS = Date.UTC(2000, 0, 1);
const LATEST_YEAR_MS = Date.UTC(2100, 0, 1);

/** `YYYY-MM-DD HH:mm:ss` without a zone is UTC; ISO with microseconds; epoch in seconds or milliseconds (API.md). */
function readTime(value: unknown): number | null {
  let at: number;
  const epoch = number(value);
  if (epoch !== null) {
    at = epoch < 1e11 ? epoch * 1_000 : epoch;
  } else if (typeof value === 'string') {
    const match =
      /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
        value.trim(),
      );
    if (!match) return null;
    const [, date, time = '00:00:00', fraction = '', zone = 'Z'] = match;
    at = Date.parse(`${date}T${time}${fraction.slice(0, 4)}${zone.toUpperCase()}`);
  } else {
    return null;
  }
  return at >= EARLIEST_YEAR_MS && at < LATEST_YEAR_MS ? Math.round(at) : null;
}

const LONGEST_SONG_S = 24 * 60 * 60;

/** Seconds as a number or text (API.md). */
function readDuration(value: unknown): number | null {
  const seconds = number(Array.isArray(value) ? value[0] : value);
  return seconds !== null && seconds > 0 && seconds <= LONGEST_SONG_S ? Math.round(seconds * 1_000) : null;
}

function percent(value: unknown): number | null {
  const read = number(typeof value === 'string' ? value.replace(/\s*%\s*$/, '') : value);
  return read === null ? null : Math.min(100, Math.max(0, read));
}

// ---------------------------------------------------------------------------------- reading fields of unknown types

/** A plain object's fields; null for everything else. */
function asFields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** A field of the object itself: `__proto__` and `constructor` of an answer reach nothing of ours. */
function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** The first of these fields that is there and not null. */
function first(fields: Fields, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = own(fields, name);
    if (value !== undefined && value !== null) return value;
  }
  return null;
}

function firstArray(fields: Fields, ...names: readonly string[]): readonly unknown[] | null {
  for (const name of names) {
    const value = own(fields, name);
    if (Array.isArray(value)) return value;
  }
  return null;
}

/** The first of these fields that is text with something in it, or a number written out. */
function text(fields: Fields, maxLength: number, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = own(fields, name);
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
    if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, maxLength);
  }
  return null;
}

function number(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)) return null;
  const read = Number(value);
  return Number.isFinite(read) ? read : null;
}
