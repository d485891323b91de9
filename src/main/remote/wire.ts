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
  /** Members of the clip list that could not be read as clips, or repeat an id with other content. */
  readonly oddClips: number;
}

/** An answer of the service, or a body that carries an error code of its own under HTTP 200 (API.md). */
export type Decoded =
  | { readonly kind: 'answer'; readonly answer: RemoteAnswer }
  | { readonly kind: 'error'; readonly code: number; readonly message: string | null }
  | { readonly kind: 'unreadable' };

const DOCUMENTED_STATUS: ReadonlySet<string> = new Set(['PENDING_QUEUE', 'ON_QUEUE', 'SUCCESS', 'FAILED']);
const JOB = /\b(?:job|task)(?:s|[ _-]?ids?)?\b/i;
/** An address or a part of one: a server that knows no such path repeats what it was asked, our own `job_id` with it. */
const ADDRESS = /\S*[/?=]\S*/g;
const OF_AN_ADDRESS = /\b(?:routes?|endpoints?|paths?|urls?|pages?|methods?)\b/i;

type Fields = Readonly<Record<string, unknown>>;

const MAX_TEXT = 5_000_000;
const MAX_LINE = 2_000;
const MAX_CLIPS = 1_000;
const MAX_ID = 200;
/** Longer text is no number and no time. Bounded before any pattern looks at it: some take the square of a length. */
const MAX_NUMBER_TEXT = 64;
/** Markers lie at most four deep in what is known; a deeper value could not be written out again. */
const MAX_MARKER_DEPTH = 8;

/** Reads a body. */
export function decodeBody(body: string): Decoded {
  const fields = asFields(parseBody(body));
  if (!fields) return { kind: 'unreadable' };
  const status = text(fields, MAX_LINE, 'status', 'state');
  const code = number(own(fields, 'code'));
  const message = messageIn(fields);
  if (code !== null && code >= 400 && code < 600 && outcomeOf(status) !== 'succeeded') {
    return { kind: 'error', code, message };
  }
  if (status === null && asFields(own(fields, 'data')) === null) return { kind: 'unreadable' };
  return { kind: 'answer', answer: readAnswer(fields, status, message) };
}

/** A message of a body of any status, for people; null when it has none. */
export function messageOf(body: string): string | null {
  const fields = asFields(parseBody(body));
  return fields && messageIn(fields);
}

/** Of the body itself, else of what it tells of the error or holds as data. */
function messageIn(fields: Fields): string | null {
  const ofBody = text(fields, MAX_LINE, 'message', 'msg', 'error', 'detail');
  if (ofBody !== null) return ofBody;
  for (const name of ['error', 'message', 'data']) {
    const inner = asFields(own(fields, name));
    const said = inner && text(inner, MAX_LINE, 'message', 'msg', 'error', 'detail');
    if (said) return said;
  }
  return null;
}

/** What an answer tells of its job beside its songs. */
export type RemoteFacts = Pick<RemoteAnswer, 'status' | 'action' | 'model' | 'progress' | 'quota'>;

/** The same of a body that came with an error; null when it tells nothing. */
export function factsOf(body: string): RemoteFacts | null {
  const fields = asFields(parseBody(body));
  if (!fields) return null;
  const status = text(fields, MAX_LINE, 'status', 'state');
  const isDocumented = status !== null && DOCUMENTED_STATUS.has(status.toUpperCase());
  const { action, model, progress, quota } = readAnswer(fields, status, null);
  return { status: isDocumented ? status : null, action, model, progress, quota };
}

/**
 * Whether the service may have written a body: it has the usual form of an answer (API.md), or speaks of a job. Anything
 * else is a web page, a gateway, or another program at the same address.
 */
export function isOfService(body: string): boolean {
  const fields = asFields(parseBody(body));
  if (!fields) return false;
  const status = text(fields, MAX_LINE, 'status', 'state')?.toUpperCase();
  if (status !== undefined && DOCUMENTED_STATUS.has(status)) return true;
  if (['data', 'jobId', 'job_id'].some((name) => Object.hasOwn(fields, name))) return true;
  return speaksOfJob(messageOf(body));
}

/** Whether a message is about a job, and not about the address that it was asked at. */
export function speaksOfJob(message: string | null): boolean {
  const said = (message ?? '').replace(ADDRESS, ' ');
  return JOB.test(said) && !OF_AN_ADDRESS.test(said);
}

/** The value of a JSON text; undefined for any other. A byte order mark in front, as some servers send it, is skipped. */
function parseBody(body: string): unknown {
  try {
    return JSON.parse(body.startsWith('\uFEFF') ? body.slice(1) : body);
  } catch {
    return undefined;
  }
}

function readAnswer(fields: Fields, status: string | null, message: string | null): RemoteAnswer {
  const data = asFields(own(fields, 'data')) ?? {};
  const list =
    firstArray(data, 'clips', 'musics', 'music') ?? firstArray(fields, 'clips', 'musics', 'music') ?? [];
  const clips = readClips(list.slice(0, MAX_CLIPS));
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
    oddClips: list.length - clips.length,
  };
}

/** The members of a clip list that are clips, in their order. */
function readClips(list: readonly unknown[]): readonly RemoteClip[] {
  const clips: RemoteClip[] = [];
  const byId = new Map<string, RemoteClip>();
  for (const member of list) {
    const fields = asFields(member);
    const clip = fields && readClip(fields);
    if (!clip || isNothing(clip)) continue;
    const sameId = clip.clipId === null ? undefined : byId.get(clip.clipId);
    // Two songs under one id: the second must not be written over the first unnoticed.
    if (sameId && (sameId.title !== clip.title || sameId.text !== clip.text)) continue;
    if (clip.clipId !== null) byId.set(clip.clipId, clip);
    clips.push(clip);
  }
  return clips;
}

/** An object that names neither an id nor anything to show, sing or fetch. */
function isNothing(clip: RemoteClip): boolean {
  return (
    clip.clipId === null && clip.title === null && clip.text === null && Object.keys(clip.urls).length === 0
  );
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
    clipId: id(clip, 'clip_id', 'clipId', 'id'),
    title: text(clip, MAX_LINE, 'title'),
    lyricsId: id(clip, 'lyrics_id', 'lyricsId'),
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
    parentClipId: id(clip, 'parent_clip_id', 'parentClipId', 'parent_id', 'parentId', 'parent'),
  };
}

/** `lyrics_timing_markers` is the words themselves, or markers, or markers as JSON text (API.md, the clip's table). */
function splitMarkers(value: unknown): { readonly markers: unknown; readonly words: string | null } {
  if (value === null || value === undefined) return { markers: null, words: null };
  if (typeof value !== 'string') return { markers: asMarkers(value), words: null };
  if (/^\s*(\[\s*[[{]|\{)/.test(value)) {
    const parsed = parseBody(value);
    // Words may happen to begin like JSON.
    if (typeof parsed === 'object' && parsed !== null) return { markers: asMarkers(parsed), words: null };
  }
  return { markers: null, words: wordsFrom(value) };
}

/** An array or object that can be kept as it is; null for everything else. The raw answer has it all the same. */
function asMarkers(value: unknown): unknown {
  return typeof value === 'object' && isWithinDepth(value, MAX_MARKER_DEPTH) ? value : null;
}

function isWithinDepth(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((member) => isWithinDepth(member, depth - 1));
}

/** `lyrics` is text, or an object with the text in `text` or `value.text` (API.md, "seen elsewhere"). */
function readWords(value: unknown): string | null {
  const fields = asFields(value);
  if (!fields) return wordsFrom(value);
  const inner = own(fields, 'value');
  const innerFields = asFields(inner);
  return wordsFrom(own(fields, 'text')) ?? wordsFrom(innerFields ? own(innerFields, 'text') : inner);
}

function wordsFrom(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? cut(value, MAX_TEXT) : null;
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
  } else if (typeof value === 'string' && value.length <= MAX_NUMBER_TEXT) {
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

const LONGEST_SONG_MS = 24 * 60 * 60 * 1_000;

/** Seconds as a number or text (API.md). */
function readDuration(value: unknown): number | null {
  const seconds = number(Array.isArray(value) ? value[0] : value);
  const durationMs = seconds === null ? 0 : Math.round(seconds * 1_000);
  return durationMs > 0 && durationMs <= LONGEST_SONG_MS ? durationMs : null;
}

function percent(value: unknown): number | null {
  const read = number(
    typeof value === 'string' ? cut(value, MAX_NUMBER_TEXT).replace(/\s*%\s*$/, '') : value,
  );
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

/**
 * The first of these fields that can be an id. One that is too long is none: cut, it could be taken for another's.
 */
function id(fields: Fields, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = text(fields, MAX_LINE, name);
    if (value !== null && value.length <= MAX_ID) return value;
  }
  return null;
}

/** The first of these fields that is text with something in it, or a number written out. */
function text(fields: Fields, maxLength: number, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = own(fields, name);
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
    if (typeof value === 'string' && value.trim() !== '') return cut(value.trim(), maxLength);
  }
  return null;
}

/** At most so many UTF-16 units, and no half of a character at the end. */
function cut(value: string, maxLength: number): string {
  return value.length <= maxLength ? value : value.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, '');
}

function number(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.length > MAX_NUMBER_TEXT) return null;
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)) return null;
  const read = Number(value);
  return Number.isFinite(read) ? read : null;
}
