const MAX_ID_LENGTH = 128;
const ID_CHARACTERS = /^[A-Za-z0-9_-]+$/;
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
const WHOLE_UUID = new RegExp(`^${UUID.source}$`, 'i');
/** With nothing before or behind it that could be a part of the same id. */
const BOUNDED_UUID = new RegExp(`(?<![A-Za-z0-9_-])${UUID.source}(?![A-Za-z0-9_-])`, 'gi');
const UUID_LENGTH = 36;
const DIGIT = /[0-9]/;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** Nobody means a longer one as a word. */
const LONGEST_WORD = 1_000;
/** Words of any language, with what stands in the middle of words. */
const PROSE_WORD = /^[\p{L}\p{M}\p{N}'’.,:;!?…&+_-]+$/u;

/** Whole numbers that are no names: counts, and days written as eight digits. */
const SHORT_NUMBER = /^(?:\d{1,5}|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$/;
/** Ordinals, times, sizes. */
const MEASURE = /^\d{1,5}(?:st|nd|rd|th|s|ms|min|m|h|x|k|kb|mb|gb|kbps|bpm)$/i;
/** Versions, times of day, fractions, percentages. */
const COMPOUND_NUMBER = /^[+-]?\d{1,9}(?:(?:[.:/]\d{1,9}){1,8}%?|%)$/;
const DATE = /^(?:\d{4}-\d{1,2}-\d{1,2}(?:[T_].{0,40})?|\d{1,2}-\d{1,2}-(?:\d{2}|\d{4}))$/i;

/** Names of columns and fields, and the values that stand in them, written without `_`, `-` and spaces. */
export const KNOWN_WORDS: ReadonlySet<string> = new Set(
  (
    'jobid jobids job jobs id ids title titles name status state action type message model mv progress quota hookurl ' +
    'clipid clip clips lyricsid lyrics musics music createtime createdat created updatedat date time duration url urls ' +
    'audiourl wavurl videourl imageurl data success failed pendingqueue onqueue null true false none undefined nan ' +
    'number index key value prompt soundprompt seed bpm length code song songs link links'
  ).split(' '),
);

/** What people write around a list of ids. */
const COURTESIES: ReadonlySet<string> = new Set(
  'hi hello hey dear please thanks thank you bye regards cheers greetings'.split(' '),
);

/** The name of a column or field as `KNOWN_WORDS` writes it. */
export function plainKey(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

/** Why this can be no id, wherever it stands; null where it can be one. API.md limits only the characters and the length. */
export function whyNoId(text: string): 'too-long' | 'odd-characters' | null {
  if (!ID_CHARACTERS.test(text)) return 'odd-characters';
  return text.length > MAX_ID_LENGTH ? 'too-long' : null;
}

/** The UUIDs of a word that holds nothing else with a letter or a digit; else none. */
export function uuidsOf(word: string): readonly string[] {
  if (word.length < UUID_LENGTH) return [];
  const uuids = word.match(UUID);
  return uuids === null || LETTER_OR_DIGIT.test(word.replace(UUID, '')) ? [] : uuids;
}

export function isUuid(text: string): boolean {
  return text.length === UUID_LENGTH && WHOLE_UUID.test(text);
}

/** Whether one stands anywhere in the text. */
export function hasUuid(text: string): boolean {
  return text.search(UUID) >= 0;
}

/** A file's name: what stands before its ending belongs to the file. */
const FILE_NAME =
  /\.(?:m4a|mp3|wav|flac|ogg|mp4|webm|jpe?g|png|webp|gif|json|jsonl|txt|lrc|srt|csv|html?|zip)$/i;
/** What says, right before an id, that it is one of a clip: `clip_id=`, `/clips/`. */
const BEHIND_CLIP = /(?:clip|lyric|song)s?(?:[_-]?ids?)?[^\p{L}\p{N}]{1,4}$/iu;
const LONGEST_CLIP_NAME = 16;
/** Signs that nobody writes within one name, address or path. */
const LIST_SIGN = /[+/&~^!#$→⇒،、，；｜·•×:]+/u;
const PATH_START = /^(?:[./~]|[A-Za-z]:[\\/])/;

/** Ids of a word that has other signs in it. */
export interface JoinedIds {
  readonly jobs: readonly string[];
  readonly clips: readonly string[];
}

const NO_IDS: JoinedIds = { jobs: [], clips: [] };

/** The ids in `a1+b2`, `jobs/<uuid>` or `id=<uuid>`; none in a path, an address or the name of a file. */
export function joinedIdsOf(word: string): JoinedIds {
  if (FILE_NAME.test(word)) return NO_IDS;
  const found = [...word.matchAll(BOUNDED_UUID)];
  if (found.length > 0) {
    const isOfClip = ({ index }: RegExpExecArray) =>
      BEHIND_CLIP.test(word.slice(Math.max(0, index - LONGEST_CLIP_NAME), index));
    return {
      jobs: found.filter((each) => !isOfClip(each)).map(([uuid]) => uuid),
      clips: found.filter(isOfClip).map(([uuid]) => uuid),
    };
  }
  if (PATH_START.test(word)) return NO_IDS;
  const parts = word.split(LIST_SIGN).filter((part) => part !== '');
  return parts.length > 1 && parts.every((part) => kindOf(part) === 'id')
    ? { jobs: parts, clips: [] }
    : NO_IDS;
}

/**
 * `uuid` one or, with signs between them, several · `id` another for certain · `name` an id where it stands alone ·
 * `joined` ids among other signs · `known` the name of a field or a value of one · `courtesy` a word of a letter · `prose` no id, but a word · `number` a short one · `nothing` a measure,
 * a date, a dash · else why it is none.
 */
export type WordKind =
  | 'uuid'
  | 'id'
  | 'joined'
  | 'name'
  | 'known'
  | 'courtesy'
  | 'prose'
  | 'number'
  | 'nothing'
  | 'too-long'
  | 'odd-characters';

export interface Word {
  /** As it stands in the text. */
  readonly raw: string;
  /** Without the punctuation of the sentence or list around it. */
  readonly text: string;
  readonly kind: WordKind;
}

export function readWord(raw: string): Word {
  const text = bare(raw);
  return { raw, text, kind: kindOf(text) };
}

function kindOf(text: string): WordKind {
  if (!LETTER_OR_DIGIT.test(text)) return 'nothing';
  const hasDigit = DIGIT.test(text);
  if (hasDigit && SHORT_NUMBER.test(text)) return 'number';
  if (hasDigit && (MEASURE.test(text) || COMPOUND_NUMBER.test(text) || DATE.test(text))) return 'nothing';
  if (uuidsOf(text).length > 0) return 'uuid';
  const reason = whyNoId(text);
  if (reason === 'odd-characters') {
    const { jobs, clips } = joinedIdsOf(text);
    if (jobs.length + clips.length > 0) return 'joined';
  }
  // A word of millions of characters would take the pattern's whole stack.
  const isProse = () => text.length <= LONGEST_WORD && PROSE_WORD.test(text);
  if (reason !== null) return reason === 'odd-characters' && isProse() ? 'prose' : reason;
  if (hasDigit) return 'id';
  if (COURTESIES.has(text.toLowerCase())) return 'courtesy';
  return isKnownWord(text) ? 'known' : 'name';
}

function isKnownWord(word: string): boolean {
  return word.length <= 20 && KNOWN_WORDS.has(plainKey(word));
}

const OUTER_PUNCTUATION = new Set('.,:;!?…*#•·–—~=');

function bare(raw: string): string {
  let start = 0;
  let end = raw.length;
  while (start < end && OUTER_PUNCTUATION.has(raw.charAt(start))) start += 1;
  while (end > start && OUTER_PUNCTUATION.has(raw.charAt(end - 1))) end -= 1;
  return raw.slice(start, end);
}
