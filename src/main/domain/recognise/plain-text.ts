import { hasJobParameter, isTakenAddress, takeAddress, takeAddresses } from './address';
import { isMasked } from './api-keys';
import type { Findings } from './findings';
import { isIdList } from './id-list';
import { joinedIdsOf, KNOWN_WORDS, plainKey, readWord, uuidsOf, type Word, type WordKind } from './words';

const JOB_LABELS: ReadonlySet<string> = new Set(['jobid', 'jobids', 'job', 'jobs', 'id', 'ids']);
/** Behind these even a short number is an id. */
const JOB_ID_LABELS: ReadonlySet<string> = new Set(['jobid', 'jobids']);
const CLIP_LABELS: ReadonlySet<string> = new Set(['clipid', 'clipids']);

const WHOLE_NUMBER = /^\d+$/;
/** Between the columns of a table; what stands in the others is no part of a sentence. */
const COLUMN_SEPARATOR = /[|\t]/;
const FIELD_SEPARATOR = /[,;|\t\r\u2028\u2029、，；｜،؛]/u;
const TOKEN_SEPARATOR = /[\s"'`“”„‘’«»()[\]{}<>]+/u;
const LABEL = /^\s*["'`]?([A-Za-z][A-Za-z0-9 _-]{1,30})["'`]?\s*[:=](?![\\/])\s*(.*)$/s;
/** Bullets and numbers in front of the members of a list. */
const LIST_MARK = /^\s*(?:[-*•–—>]+\s+)?(?:[([]?#?\d{1,5}(?:[.:)]+(?:\s+|$)|[)\]](?=\s*\S)))?/u;
/** The number of a row, in a cell of its own before others with words in them. */
const ROW_NUMBER = /^[\s|]*["']?\d{1,5}["']?[^\S\t]*[,;|\t](?=\P{L}*\p{L})/u;
/** A list's number that was written right in front of the word. */
const GLUED_NUMBER = /^\d{1,5}[.:]+(.+)$/s;
const NUMBERED: ReadonlySet<WordKind> = new Set(['uuid', 'id', 'joined', 'name', 'known']);

function withoutNumber(token: string): string {
  const rest = GLUED_NUMBER.exec(token)?.[1];
  if (rest === undefined) return token;
  return NUMBERED.has(readWord(rest).kind) ? rest : token;
}

/** The words of a text, without the quotes, brackets and numbers of a list around them. */
export function wordsOf(text: string): Word[] {
  const tokens = text.split(TOKEN_SEPARATOR).filter((token) => token !== '');
  return tokens.map((token) => readWord(withoutNumber(token)));
}

/** Where words stand: with nothing beside them, beside something else, or between the commas of a sentence. */
type Place = 'alone' | 'beside' | 'sentence';

/** What stands beside a word: nothing (or the other members of a list), a sentence that it is part of, or anything else. */
type Company = 'none' | 'sentence' | 'others';

function takeWord(findings: Findings, { raw, text, kind }: Word, company: Company): void {
  switch (kind) {
    case 'uuid':
      for (const uuid of uuidsOf(text)) findings.addJob(uuid);
      return;
    case 'id':
      findings.addJob(text);
      return;
    case 'joined':
      takeJoined(findings, text);
      return;
    case 'name':
      if (company === 'none') findings.addName(text);
      else findings.addProse(raw);
      return;
    case 'courtesy':
      findings.addProse(raw);
      return;
    case 'prose':
      if (company === 'none') findings.addNotAnId(raw, 'odd-characters');
      else findings.addProse(raw);
      return;
    case 'known':
    case 'number':
    case 'nothing':
      if (company === 'sentence' && !isTakenAddress(raw) && !isMasked(raw)) findings.addProse(raw);
      return;
    case 'too-long':
      findings.addNotAnId(raw, kind);
      return;
    case 'odd-characters':
      // Signs in the middle of a sentence belong to it; a path does not.
      if (company === 'none' || /[\\/]/.test(text)) findings.addNotAnId(raw, kind);
      else findings.addProse(raw);
  }
}

function takeJoined(findings: Findings, text: string): void {
  const { jobs, clips } = joinedIdsOf(text);
  for (const id of jobs) findings.addJob(id);
  for (const id of clips) findings.addNotAnId(id, 'clip-id');
}

/** A plain word is an id only where it stands alone. */
function readWords(findings: Findings, words: readonly Word[], place: Place): void {
  const areOnTheirOwn = place !== 'beside' && !words.some(({ raw }) => isTakenAddress(raw));
  if (areOnTheirOwn && words.every(isOfNumbers)) return takeNumbers(findings, words);
  const isAlone = place === 'alone' && words.length === 1;
  const isList = areOnTheirOwn && (isAlone || isIdList(words));
  const company = isList ? 'none' : place === 'sentence' ? 'sentence' : companyAmong(words);
  for (const word of words) {
    if (hasJobParameter(word.raw)) takeAddress(findings, word.raw);
    else takeWord(findings, word, company);
  }
}

function companyAmong(words: readonly Word[]): Company {
  const isOfSentence = ({ kind }: Word) => kind === 'name' || kind === 'prose' || kind === 'courtesy';
  return words.some(isOfSentence) ? 'sentence' : 'others';
}

/** Several words that are no list of ids, or one that people only write to each other. */
function isPhrase(words: readonly Word[]): boolean {
  if (words.some(({ kind }) => kind === 'courtesy')) return true;
  return words.length > 1 && companyAmong(words) === 'sentence' && !isIdList(words);
}

function isOfNumbers({ text, kind }: Word): boolean {
  return kind === 'number' || kind === 'nothing' || WHOLE_NUMBER.test(text);
}

function takeNumbers(findings: Findings, words: readonly Word[]): void {
  for (const word of words) {
    if (word.kind === 'number') findings.addNumber(word.text);
    else takeWord(findings, word, 'none');
  }
}

/** A line, or what stands between two commas, semicolons, tabs or bars. */
function readField(findings: Findings, field: string, place: Place): void {
  const item = field.replace(LIST_MARK, '');
  const [, label, value = ''] = LABEL.exec(item) ?? [];
  if (label === undefined) return readWords(findings, wordsOf(item), place);
  const key = plainKey(label);
  if (CLIP_LABELS.has(key)) {
    for (const { text } of wordsOf(value)) findings.addNotAnId(text, 'clip-id');
  } else if (JOB_LABELS.has(key)) {
    readLabelled(findings, wordsOf(value), key);
  } else if (!KNOWN_WORDS.has(key) && (value !== '' || readWord(label).kind === 'id')) {
    readWords(findings, wordsOf(item), 'beside');
  }
}

function isPhraseField(field: string): boolean {
  const item = field.replace(LIST_MARK, '');
  return !LABEL.test(item) && isPhrase(wordsOf(item));
}

/** What is called a job id is one, even a short number; what is called a job or an id may be anything. */
function readLabelled(findings: Findings, words: readonly Word[], key: string): void {
  const areNumbers = words.every(({ text }) => WHOLE_NUMBER.test(text));
  if (!areNumbers || !JOB_ID_LABELS.has(key)) return readWords(findings, words, 'alone');
  for (const { text } of words) findings.addNamed(text);
}

/** A line, or, with `canStandAlone` false, a piece of one that has something else beside it. */
export function readLine(findings: Findings, line: string, canStandAlone: boolean): void {
  if (line.trim() === '') {
    findings.endRun();
    return;
  }
  const row = takeAddresses(findings, line.replace(ROW_NUMBER, ''));
  const fields = row.split(FIELD_SEPARATOR);
  // `Hello, please add my jobs`: with a phrase beside it, a word between commas is one of a sentence.
  const isSentence = fields.length > 1 && !COLUMN_SEPARATOR.test(row) && fields.some(isPhraseField);
  const place = !canStandAlone ? 'beside' : isSentence ? 'sentence' : 'alone';
  for (const field of fields) readField(findings, field, place);
}
