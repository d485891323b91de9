import type { Findings } from './findings';
import { bare, classify, isKnownWord, KNOWN_WORDS, plainKey } from './words';

const URL = /\bhttps?:\/\/[^\s"'<>`]*/gi;
const JOB_PARAMETER = /(?:^|[?&])job_?id=([^&#]*)/i;
/** Stands for an address that was taken out of a line, so that the words beside it do not stand alone. */
const ADDRESS = '\0';

const JOB_LABELS: ReadonlySet<string> = new Set(['jobid', 'jobids', 'job', 'jobs', 'id', 'ids']);
const CLIP_LABELS: ReadonlySet<string> = new Set(['clipid', 'clipids']);

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
export function readLine(findings: Findings, line: string, canStandAlone: boolean): void {
  if (line.trim() === '') {
    findings.endProse();
    return;
  }
  const rest = line.includes('://') ? line.replace(URL, (address) => takeAddress(findings, address)) : line;
  for (const field of rest.split(FIELD_SEPARATOR)) readField(findings, field, canStandAlone);
}
