import { readCsvHeader, readCsvRows } from './recognise/csv';
import { Findings, type RecognisedText } from './recognise/findings';
import { JsonReader } from './recognise/json-reader';
import { endOfLine } from './recognise/line-end';
import { readLine } from './recognise/plain-text';

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
      findings.endRun();
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
 *   a time. A word without a digit is one only where it stands alone in its line or cell, or in a list of such words, and
 *   names no column or status. Other words are prose, reported once for each run of them.
 * - A number that stands alone is an id from six digits on; a shorter one or a date is reported.
 *
 * Never throws; the time it takes grows with the length of the text only.
 */
export function recogniseJobs(text: string): RecognisedText {
  const findings = new Findings();
  readText(findings, text, 0);
  return findings.toRecognisedText();
}
