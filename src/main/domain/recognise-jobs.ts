import { maskKeys } from './recognise/api-keys';
import { readCsvHeader, readCsvRows } from './recognise/csv';
import { Findings, type RecognisedText } from './recognise/findings';
import { JsonReader } from './recognise/json-reader';
import { endOfLine } from './recognise/line-end';
import { numbersOf } from './recognise/number-list';
import { readLine } from './recognise/plain-text';
import { readTable } from './recognise/table';

/** Where JSON may begin: a bracket with a quote or another bracket behind it. `[1] abc` is no JSON. */
const JSON_OPENING = /[{[](?=\s*["{[\]}])/g;
/** JSON as a string in a list of JSON strings: as deep as copying out of another program's log goes. */
const MAX_NESTED_TEXTS = 2;

/** `original` is the text before API keys were taken out of it, index for index. */
function readText(findings: Findings, text: string, original: string, nesting: number): void {
  const readNested = (nested: string): void => {
    if (nesting < MAX_NESTED_TEXTS) readText(findings, nested, nested, nesting + 1);
    else readLine(findings, nested, true);
  };
  let index = 0;
  // All are looked for only when they have been passed: a long line may hold a million brackets.
  let jsonStart = -1;
  let lineEnd = -1;
  let noTableBefore = 0;
  while (index < text.length) {
    if (jsonStart < index) {
      JSON_OPENING.lastIndex = index;
      jsonStart = JSON_OPENING.exec(text)?.index ?? Infinity;
    }
    if (lineEnd < index) lineEnd = endOfLine(text, index);
    const isLineStart = index === 0 || text.charAt(index - 1) === '\n';
    const header = jsonStart > lineEnd ? readCsvHeader(text.slice(index, lineEnd)) : null;
    if (header !== null) {
      findings.endRun();
      index = readCsvRows(findings, text, lineEnd + 1, header);
      continue;
    }
    if (isLineStart && index >= noTableBefore) {
      const { end, isTable } = readTable(findings, text, index, jsonStart);
      noTableBefore = end;
      if (isTable) {
        index = end;
        continue;
      }
    }
    const plainEnd = Math.min(lineEnd, jsonStart);
    const isWholeLine = isLineStart && plainEnd === lineEnd;
    if (plainEnd > index || isWholeLine) readLine(findings, text.slice(index, plainEnd), isWholeLine);
    if (jsonStart > lineEnd) index = lineEnd + 1;
    else index = new JsonReader(findings, text, original, readNested).read(jsonStart);
  }
}

/**
 * Finds the job ids in anything that was pasted: lists in any notation, addresses with `job_id=`, CSV with a header,
 * JSON, and answers of the service, whole or broken off, whose text is kept. Ids are what API.md allows.
 *
 * - Inside JSON only job ids count, never those of clips or lyrics. JSON without one is reported beside what else there is.
 * - In plain text a UUID or any other word with a digit is an id, unless it is a list's number, a short number, a date or
 *   a time. A word without a digit is one only where it stands alone in its line or cell, with no phrase between the same
 *   commas, or in a list of such words, and names no column or status. Other words are prose, reported once for each run
 *   of them.
 * - Beside UUIDs, words without a digit are no ids; in a table only the column that holds the UUIDs counts.
 * - A number that stands alone is an id from six digits on; a shorter one is one where the text is nothing but such
 *   numbers, else it is reported, as a date is.
 * - What stands behind the name of an API key, and every one of `keysInUse`, is never an id and never shown in full.
 *
 * Never throws; the time it takes grows with the length of the text only.
 */
export function recogniseJobs(text: string, keysInUse: readonly string[] = []): RecognisedText {
  const masked = maskKeys(text, keysInUse);
  const findings = new Findings(masked.keys, keysInUse);
  const numbers = numbersOf(masked.text);
  if (numbers.length > 0) for (const number of numbers) findings.addJob(number);
  else readText(findings, masked.text, text, 0);
  return findings.toRecognisedText();
}

/** Whether there is something in the text that is read as JSON. */
export function hasJson(text: string): boolean {
  return text.search(JSON_OPENING) >= 0;
}
