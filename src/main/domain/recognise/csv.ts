import type { Findings } from './findings';
import { endOfLine } from './line-end';
import { KNOWN_WORDS, plainKey } from './words';

export interface CsvRow {
  readonly cells: readonly string[];
  /** Index behind the row and its line break. */
  readonly end: number;
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
export function readCsvRow(text: string, from: number, delimiter: string): CsvRow {
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

/** The line of column names above rows of CSV. */
export interface CsvHeader {
  readonly delimiter: string;
  /** The column that counts. */
  readonly column: number;
  /** True when it holds clip ids, because there is none of jobs. */
  readonly isOfClips: boolean;
}

const HEADER_CELL = /^[A-Za-z][A-Za-z _-]{0,40}$/;

/** A header line is several column names of which one says job id, or all known and one says id or clip id. */
export function readCsvHeader(line: string): CsvHeader | null {
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
export function readCsvRows(findings: Findings, text: string, from: number, header: CsvHeader): number {
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
