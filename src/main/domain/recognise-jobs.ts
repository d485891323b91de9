import type { JobId, NotAnId, NotAnIdReason } from '@shared/model';

/** What a pasted text holds, in the order in which it appears and without repetition. */
export interface RecognisedText {
  /** `answer` is the service's whole answer for the job, exactly as it stands in the text; null where only the id does. */
  readonly jobs: readonly { readonly id: JobId; readonly answer: string | null }[];
  /** What looks as if it were meant as an id and is none, cut to 200 characters. */
  readonly notIds: readonly NotAnId[];
}

const MAX_ID_LENGTH = 128;
const MAX_SHOWN = 200;

// --------------------------------------------------------------------------------------------- what a word can be

const ID_CHARACTERS = /^[A-Za-z0-9_-]+$/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DIGIT = /[0-9]/;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** Words of any language, with what stands in the middle of words. */
/** Longer than any word; a pattern over millions of letters runs out of stack. */
const MAX_WORD_LENGTH = 1_000;
const PROSE_WORD = /^[\p{L}\p{M}\p{N}'’.,:;!?…&+_-]+$/u;

/** Numbers that are no names: counts, versions, times of day, percentages, measures. */
const SHORT_NUMBER = /^\d{1,5}(?:st|nd|rd|th|s|ms|min|m|h|x|k|kb|mb|gb|kbps|bpm)?$/i;
const COMPOUND_NUMBER = /^[+-]?\d{1,9}(?:(?:[.:/]\d{1,9}){1,8}%?|%)$/;
const DATE =
  /^(?:\d{4}-\d{1,2}-\d{1,2}(?:[T_].{0,40})?|\d{1,2}-\d{1,2}-(?:\d{2}|\d{4})|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$/i;

/** Names of columns and fields, and the values that stand in them, written without `_`, `-` and spaces. */
const KNOWN_WORDS: ReadonlySet<string> = new Set(
  (
    'jobid jobids job jobs id ids title titles name status state action type message model mv progress quota hookurl ' +
    'clipid clip clips lyricsid lyrics musics music createtime createdat created updatedat date time duration url urls ' +
    'audiourl wavurl videourl imageurl data success failed pendingqueue onqueue null true false none undefined nan ' +
    'number index key value prompt soundprompt seed bpm length code song songs link links'
  ).split(' '),
);
const JOB_LABELS: ReadonlySet<string> = new Set(['jobid', 'jobids', 'job', 'jobs', 'id', 'ids']);
const CLIP_LABELS: ReadonlySet<string> = new Set(['clipid', 'clipids']);

function plainKey(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

function isKnownWord(word: string): boolean {
  return word.length <= 20 && KNOWN_WORDS.has(plainKey(word));
}

/**
 * `id` for certain · `name` a plain word that is an id where it stands alone · `prose` a word that never is ·
 * `nothing` a number, a date, a dash · else why it is none.
 */
type TokenClass = 'id' | 'name' | 'prose' | 'nothing' | NotAnIdReason;

function classify(token: string): TokenClass {
  if (!LETTER_OR_DIGIT.test(token)) return 'nothing';
  if (SHORT_NUMBER.test(token) || COMPOUND_NUMBER.test(token) || DATE.test(token)) return 'nothing';
  if (ID_CHARACTERS.test(token)) {
    if (token.length > MAX_ID_LENGTH) return 'too-long';
    return UUID.test(token) || DIGIT.test(token) ? 'id' : 'name';
  }
  return token.length <= MAX_WORD_LENGTH && PROSE_WORD.test(token) ? 'prose' : 'odd-characters';
}

const OUTER_PUNCTUATION = new Set('.,:;!?…*#•·–—~=');

/** The token without the punctuation of the sentence or list around it. */
function bare(token: string): string {
  let start = 0;
  let end = token.length;
  while (start < end && OUTER_PUNCTUATION.has(token.charAt(start))) start += 1;
  while (end > start && OUTER_PUNCTUATION.has(token.charAt(end - 1))) end -= 1;
  return token.slice(start, end);
}

// ------------------------------------------------------------------------------------------------------- the find

/** Collects what is found while the text is walked through. */
class Findings {
  readonly #answers = new Map<string, string | null>();
  readonly #notIds = new Map<string, NotAnId>();
  #prose = '';

  addJob(id: string, answer: string | null = null): void {
    this.endProse();
    // A later answer is the newer one; an id alone takes no answer away.
    if (answer !== null || !this.#answers.has(id)) this.#answers.set(id, answer);
  }

  addNotAnId(text: string, reason: NotAnIdReason): void {
    this.endProse();
    this.#report(text, reason);
  }

  /** Words that follow each other, over commas and lines, are one report. */
  addProse(word: string): void {
    if (this.#prose.length <= MAX_SHOWN) this.#prose += this.#prose === '' ? word : ` ${word}`;
  }

  endProse(): void {
    if (this.#prose !== '') this.#report(this.#prose, 'plain-word');
    this.#prose = '';
  }

  /** A value that was named as a job id: it is one, or it is reported. */
  addNamed(value: string): void {
    const id = value.trim();
    if (id === '') return;
    if (!ID_CHARACTERS.test(id)) this.addNotAnId(id, 'odd-characters');
    else if (id.length > MAX_ID_LENGTH) this.addNotAnId(id, 'too-long');
    else this.addJob(id);
  }

  toRecognisedText(): RecognisedText {
    this.endProse();
    const jobs = [...this.#answers].map(([id, answer]) => ({ id: id as JobId, answer }));
    return { jobs, notIds: [...this.#notIds.values()] };
  }

  #report(text: string, reason: NotAnIdReason): void {
    const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
    const key = `${reason} ${shown}`;
    this.#notIds.set(key, { text: shown, reason });
  }
}

// ------------------------------------------------------------------------------------------------------ plain text

const URL = /\bhttps?:\/\/[^\s"'<>`]*/gi;
const JOB_PARAMETER = /(?:^|[?&])job_?id=([^&#]*)/i;
/** Stands for an address that was taken out of a line, so that the words beside it do not stand alone. */
const ADDRESS = '\0';

const FIELD_SEPARATOR = /[,;|\t\r\u2028\u2029]/;
const TOKEN_SEPARATOR = /[\s"'`“”„‘’«»()[\]{}<>]+/u;
const LABEL = /^\s*["'`]?([A-Za-z][A-Za-z0-9 _-]{1,30})["'`]?\s*[:=](?![\\/])\s*(.*)$/s;
/** Bullets and numbers in front of the members of a list. */
const LIST_MARK = /^\s*(?:[-*•–—>]+\s+)?(?:[([]?#?\d{1,5}(?:[.:)]+(?:\s+|$)|[)\]]))?/u;
/** A list's number that was written right in front of the word. */
const GLUED_NUMBER = /^\d{1,5}[.:]+(.+)$/s;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withoutClosing(text: string): string {
  let end = text.length;
  while (end > 0 && ').,;:!?]}'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function takeAddress(findings: Findings, address: string): string {
  const parameter = JOB_PARAMETER.exec(address)?.[1];
  if (parameter === undefined) findings.addNotAnId(withoutClosing(address), 'odd-characters');
  else findings.addNamed(decoded(withoutClosing(parameter)));
  return ` ${ADDRESS} `;
}

function withoutNumber(token: string): string {
  const rest = GLUED_NUMBER.exec(token)?.[1];
  if (rest === undefined) return token;
  const kind = classify(bare(rest));
  return kind === 'id' || kind === 'name' ? rest : token;
}

function readToken(findings: Findings, raw: string, isAlone: boolean): void {
  const token = bare(raw);
  const kind = classify(token);
  switch (kind) {
    case 'id':
      findings.addJob(token);
      return;
    case 'name':
    case 'prose':
      if (isKnownWord(token)) return;
      if (!isAlone) findings.addProse(raw);
      else if (kind === 'name') findings.addJob(token);
      else findings.addNotAnId(raw, 'odd-characters');
      return;
    case 'nothing':
      return;
    default:
      // Signs in the middle of a sentence belong to it; a path does not.
      if (isAlone || kind === 'too-long' || /[\\/]/.test(token)) findings.addNotAnId(raw, kind);
      else findings.addProse(raw);
  }
}

/** `canStandAlone` is false where other words stand beside these, so that a plain word among them is no id. */
function readTokens(findings: Findings, text: string, canStandAlone: boolean): void {
  const tokens = text.split(TOKEN_SEPARATOR).filter((token) => token !== '');
  const isAlone = canStandAlone && tokens.length === 1;
  for (const token of tokens) {
    if (JOB_PARAMETER.test(token)) takeAddress(findings, token);
    else readToken(findings, withoutNumber(token), isAlone);
  }
}

/** A line, or what stands between two commas, semicolons, tabs or bars. */
function readField(findings: Findings, field: string, canStandAlone: boolean): void {
  const item = field.replace(LIST_MARK, '');
  const [, label, value = ''] = LABEL.exec(item) ?? [];
  if (label === undefined) return readTokens(findings, item, canStandAlone);
  const key = plainKey(label);
  if (CLIP_LABELS.has(key)) {
    for (const id of value.split(TOKEN_SEPARATOR)) if (id !== '') findings.addNotAnId(bare(id), 'clip-id');
  } else if (JOB_LABELS.has(key)) {
    readTokens(findings, value, true);
  } else if (!KNOWN_WORDS.has(key) && (value !== '' || classify(label) === 'id')) {
    readTokens(findings, item, false);
  }
}

/** A line, or, with `canStandAlone` false, a piece of one that has something else beside it. */
function readLine(findings: Findings, line: string, canStandAlone: boolean): void {
  if (line.trim() === '') {
    findings.endProse();
    return;
  }
  const rest = line.includes('://') ? line.replace(URL, (address) => takeAddress(findings, address)) : line;
  for (const field of rest.split(FIELD_SEPARATOR)) readField(findings, field, canStandAlone);
}

// ------------------------------------------------------------------------------------------------------------- CSV

interface CsvRow {
  readonly cells: readonly string[];
  /** Index behind the row and its line break. */
  readonly end: number;
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

/** The quote that closes the cell opened at `from`, doubled ones passed over; -1 when there is none. */
function cellEnd(text: string, from: number): number {
  let closing = text.indexOf('"', from + 1);
  while (closing >= 0 && text.charAt(closing + 1) === '"') closing = text.indexOf('"', closing + 2);
  return closing;
}

/**
 * One row of CSV; quoted cells may hold delimiters, doubled quotes and line breaks. A quote that is never closed is the
 * last of its row: the row ends with its line.
 */
function readCsvRow(text: string, from: number, delimiter: string): CsvRow {
  const cells: string[] = [];
  let index = from;
  for (;;) {
    let cell = '';
    if (text.charAt(index) === '"') {
      const closing = cellEnd(text, index);
      if (closing < 0) {
        const end = endOfLine(text, index);
        return { cells: [...cells, text.slice(index, end)], end: end + 1 };
      }
      cell = text.slice(index + 1, closing);
      index = closing + 1;
    }
    const start = index;
    while (index < text.length && text.charAt(index) !== delimiter && text.charAt(index) !== '\n') index += 1;
    cells.push(cell + text.slice(start, index));
    if (text.charAt(index) !== delimiter) return { cells, end: index + 1 };
    index += 1;
  }
}

interface CsvHeader {
  readonly delimiter: string;
  /** The column that counts. */
  readonly column: number;
  /** True when it holds clip ids, because there is none of jobs. */
  readonly isOfClips: boolean;
}

const HEADER_CELL = /^[A-Za-z][A-Za-z _-]{0,40}$/;

/** A header line is several column names of which one says job id, or all known and one says id or clip id. */
function readCsvHeader(line: string): CsvHeader | null {
  const delimiter = ['\t', ';', ',', '|'].find((candidate) => line.includes(candidate));
  if (delimiter === undefined) return null;
  const cells = line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  if (!cells.every((cell) => HEADER_CELL.test(cell))) return null;
  const keys = cells.map(plainKey);
  const names = keys.every((key) => KNOWN_WORDS.has(key)) ? ['jobid', 'id', 'clipid'] : ['jobid'];
  const name = names.find((each) => keys.includes(each));
  return name === undefined ? null : { delimiter, column: keys.indexOf(name), isOfClips: name === 'clipid' };
}

/** Reads the rows below a header up to a blank line and answers where it stopped. Only the one column counts. */
function readCsvRows(findings: Findings, text: string, from: number, header: CsvHeader): number {
  let index = from;
  while (index < text.length) {
    const row = readCsvRow(text, index, header.delimiter);
    index = row.end;
    if (row.cells.every((cell) => cell.trim() === '')) break;
    const value = (row.cells[header.column] ?? '').trim();
    if (header.isOfClips && value !== '') findings.addNotAnId(value, 'clip-id');
    else findings.addNamed(value);
  }
  return index;
}

// ------------------------------------------------------------------------------------------------------------ JSON

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
  /** There is an answer inside, so that this is only what it was wrapped in. */
  holdsAnswer: boolean;
}

/** Deeper nesting is no answer of any service. */
const MAX_DEPTH = 200;
const CLIP_KEYS: ReadonlySet<string> = new Set(['clips', 'musics', 'music', 'songs', 'clip', 'song']);
const CLIP_MARKS: ReadonlySet<string> = new Set(['clipid', 'lyricsid', 'audiourl', 'lyrics', 'imageurl']);
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
const LITERAL = /[-+.\w]+/y;
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
class JsonReader {
  readonly #findings: Findings;
  readonly #text: string;
  readonly #readNested: (text: string) => void;
  readonly #frames: Frame[] = [];
  #hasStrings = false;
  #resumeAt = 0;

  constructor(findings: Findings, text: string, readNested: (text: string) => void) {
    this.#findings = findings;
    this.#text = text;
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
    while (this.#frames.length > 0) this.#close(index);
    return Math.max(index, this.#resumeAt, from + 1);
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
    const isNumber = /^-?\d/.test(literal);
    if (!isNumber && literal !== 'null' && literal !== 'true' && literal !== 'false') return null;
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
    if (key === 'status') frame.hasStatus = true;
    if (key === 'data') frame.hasData = true;
    if (CLIP_MARKS.has(plainKey(key))) frame.looseId = '';
  }

  #value(value: string): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined || value === '') return;
    if (frame.isArray) {
      const isListOfIds = !frame.isInClip && (frame.key === null || JOB_LISTS.has(frame.key));
      if (isListOfIds) this.#readNested(value);
      return;
    }
    const key = plainKey(frame.nextKey ?? '');
    if (key === 'jobid') {
      frame.jobId ??= value;
      this.#findings.addNamed(value);
    } else if (key === 'id') frame.looseId ??= value;
  }

  #close(end: number): void {
    const frame = this.#frames.pop();
    if (frame === undefined || frame.isArray) return;
    const parent = this.#frames.at(-1);
    const id = frame.jobId ?? frame.dataJobId ?? this.#jobIdOf(frame);
    if (id !== null && frame.jobId === null && frame.dataJobId === null) this.#findings.addNamed(id);
    if (frame.key === 'data' && parent !== undefined && !parent.isArray) {
      parent.dataJobId = id;
      parent.isReceipt = frame.jobId !== null && frame.keyCount === 1;
    }
    const canBeAnswer = frame.hasStatus && frame.hasData && !frame.isReceipt && !frame.isInClip;
    if (canBeAnswer && !frame.holdsAnswer && id !== null) {
      this.#answer(id, this.#text.slice(frame.start, end));
      for (const outer of this.#frames) outer.holdsAnswer = true;
    }
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
    const isId = ID_CHARACTERS.test(trimmed) && trimmed.length <= MAX_ID_LENGTH;
    if (isId && isJson(text)) this.#findings.addJob(trimmed, text);
  }
}

// --------------------------------------------------------------------------------------------------------- the walk

/** Where JSON may begin: a bracket with a quote or another bracket behind it. `[1] abc` is no JSON. */
const JSON_OPENING = /[{[](?=\s*["{[\]}])/g;
/** JSON as a string in a list of JSON strings: as deep as copying out of another program's log goes. */
const MAX_NESTED_TEXTS = 2;

function readText(findings: Findings, text: string, nesting: number): void {
  const readNested = (nested: string): void => {
    if (nesting < MAX_NESTED_TEXTS) readText(findings, nested, nesting + 1);
    else readLine(findings, nested, true);
  };
  let index = 0;
  // Both are looked for only when they have been passed: a long line may hold a million brackets.
  let jsonStart = -1;
  let lineEnd = -1;
  while (index < text.length) {
    if (jsonStart < index) {
      JSON_OPENING.lastIndex = index;
      jsonStart = JSON_OPENING.exec(text)?.index ?? Infinity;
    }
    if (lineEnd < index) lineEnd = endOfLine(text, index);
    const isLineStart = index === 0 || text.charAt(index - 1) === '\n';
    const header = jsonStart > lineEnd ? readCsvHeader(text.slice(index, lineEnd)) : null;
    if (header !== null) {
      findings.endProse();
      index = readCsvRows(findings, text, lineEnd + 1, header);
      continue;
    }
    const plainEnd = Math.min(lineEnd, jsonStart);
    const isWholeLine = isLineStart && plainEnd === lineEnd;
    if (plainEnd > index || isWholeLine) readLine(findings, text.slice(index, plainEnd), isWholeLine);
    if (jsonStart > lineEnd) index = lineEnd + 1;
    else index = new JsonReader(findings, text, readNested).read(jsonStart);
  }
}

/**
 * Finds the job ids in anything that was pasted: lists in any notation, addresses with `job_id=`, CSV with a header,
 * JSON, and answers of the service, whole or broken off, whose text is kept. Ids are what API.md allows.
 *
 * - Inside JSON only job ids count, never those of clips or lyrics.
 * - In plain text a UUID or any other word with a digit is an id, unless it is a list's number, a short number, a date or
 *   a time. A word without a digit is one only where it stands alone in its line or cell and names no column or status.
 *   Other words are prose, reported once for each run of them.
 *
 * Never throws; the time it takes grows with the length of the text only.
 */
export function recogniseJobs(text: string): RecognisedText {
  const findings = new Findings();
  readText(findings, text, 0);
  return findings.toRecognisedText();
}
