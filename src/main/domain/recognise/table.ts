import { hasJobParameter, takeAddress, takeAddresses } from './address';
import { readCsvRow } from './csv';
import type { Findings } from './findings';
import { endOfLine } from './line-end';
import { wordsOf } from './plain-text';
import { isMasked } from './api-keys';
import { hasUuid, isUuid, joinedIdsOf, KNOWN_WORDS, plainKey, uuidsOf, whyNoId } from './words';

const DELIMITERS = ['\t', ';', ',', '|'];
/** A cell of the line below the names in a Markdown table. */
const RULE_CELL = /^:?-*:?$/;
const LETTER = /\p{L}/u;
const CLIP_COLUMN = /^(?:clip|lyrics)/;
/** Out of ten rows so many have to agree: an id may be missing, a total may stand below. */
const NEARLY_ALL = 0.8;

type Row = readonly string[];

interface Table {
  /** The names of the columns; null where the first row is one like the others. */
  readonly header: Row | null;
  readonly rows: readonly Row[];
  readonly idColumns: ReadonlySet<number>;
  /** Columns of ids that their names tell to be those of clips. */
  readonly clipColumns: ReadonlySet<number>;
}

/** Where reading goes on; `isTable` is false where nothing was read, and nothing up to there is a table. */
export interface TableEnd {
  readonly end: number;
  readonly isTable: boolean;
}

/**
 * Reads the rows from `from` on up to a blank line or `limit`, if they are a table in which a column holds a UUID in
 * nearly every row. Then only that column counts, whatever it is called; the others are reported once each.
 */
export function readTable(findings: Findings, text: string, from: number, limit: number): TableEnd {
  const firstEnd = endOfLine(text, from);
  const first = text.slice(from, firstEnd);
  const delimiters = DELIMITERS.filter((each) => first.includes(each));
  if (delimiters.length === 0) return { end: firstEnd + 1, isTable: false };
  const end = blockEnd(text, from, limit);
  const block = text.slice(from, end);
  for (const delimiter of delimiters) {
    const table = tableOf(rowsOf(block, delimiter));
    if (table === null) continue;
    findings.endRun();
    takeRows(findings, table);
    return { end, isTable: true };
  }
  return { end: Math.max(end, firstEnd + 1), isTable: false };
}

/** The end of the last whole line before a blank one and before `limit`. */
function blockEnd(text: string, from: number, limit: number): number {
  let end = from;
  while (end < text.length) {
    const lineEnd = endOfLine(text, end);
    if (lineEnd >= limit || text.slice(end, lineEnd).trim() === '') return end;
    end = lineEnd + 1;
  }
  return text.length;
}

function rowsOf(block: string, delimiter: string): Row[] {
  const rows: Row[] = [];
  let index = 0;
  while (index < block.length) {
    const { cells, end } = readCsvRow(block, index, delimiter);
    const row = cells.map((cell) => cell.trim());
    if (!row.every((cell) => RULE_CELL.test(cell))) rows.push(row);
    index = end;
  }
  return rows;
}

/** A cell that holds one id and nothing else that means anything. */
function isIdCell(cell: string): boolean {
  if (isUuid(cell) || hasJobParameter(cell)) return true;
  if (!hasUuid(cell)) return false;
  const words = wordsOf(cell);
  return words.length === 1 && words[0]?.kind === 'uuid';
}

function tableOf(all: readonly Row[]): Table | null {
  const [first] = all;
  if (first === undefined) return null;
  const hasHeader = all.length > 1 && first.length > 1 && LETTER.test(first.join('')) && !first.some(hasUuid);
  const header = hasHeader ? first : null;
  const rows = hasHeader ? all.slice(1) : all;
  const enough = rows.length * NEARLY_ALL;
  // Ids on one line are a list of them.
  if (all.length < 2 || rows.filter((row) => row.length > 1).length < enough) return null;
  const counts = new Map<number, number>();
  for (const row of rows) {
    row.forEach((cell, column) => {
      if (isIdCell(cell)) counts.set(column, (counts.get(column) ?? 0) + 1);
    });
  }
  const columns = [...counts].filter(([, count]) => count >= enough).map(([column]) => column);
  if (columns.length === 0) return null;
  const isOfClips = (column: number) => CLIP_COLUMN.test(plainKey(header?.[column] ?? ''));
  return {
    header,
    rows,
    idColumns: new Set(columns.filter((column) => !isOfClips(column))),
    clipColumns: new Set(columns.filter(isOfClips)),
  };
}

function takeRows(findings: Findings, { header, rows, idColumns, clipColumns }: Table): void {
  const others = new Map<number, string>();
  for (const row of rows) {
    row.forEach((cell, column) => {
      if (idColumns.has(column)) takeIdCell(findings, cell);
      else if (clipColumns.has(column)) {
        if (idColumns.size === 0 && cell !== '') findings.addNotAnId(cell, 'clip-id');
      } else {
        // Without a name of the column nothing tells that a UUID is of another kind.
        if (!LETTER.test(header?.[column] ?? '')) takeUuids(findings, cell);
        if (!others.has(column) && hasWords(cell)) others.set(column, cell);
      }
    });
  }
  for (const [column, cell] of others) {
    const name = header?.[column] ?? '';
    if (!KNOWN_WORDS.has(plainKey(name))) findings.addNotAnId(name === '' ? cell : name, 'other-column');
  }
}

/** What is in the column of the ids is one, or it is told why not. */
function takeIdCell(findings: Findings, cell: string): void {
  if (hasJobParameter(cell)) {
    takeAddress(findings, cell);
    return;
  }
  for (const { raw, text, kind } of wordsOf(takeAddresses(findings, cell))) {
    if (kind === 'uuid') for (const uuid of uuidsOf(text)) findings.addJob(uuid);
    else if (kind === 'joined') for (const id of joinedIdsOf(text).jobs) findings.addJob(id);
    else if (kind === 'id') findings.addJob(text);
    else if (kind === 'number') findings.addNumber(text);
    else if (kind === 'name' || kind === 'prose' || kind === 'courtesy') findings.addProse(raw);
    else if (kind === 'too-long' || kind === 'odd-characters')
      findings.addNotAnId(raw, whyNoId(text) ?? 'odd-characters');
  }
}

function takeUuids(findings: Findings, cell: string): void {
  for (const { text, kind } of wordsOf(cell)) {
    if (kind === 'uuid') for (const uuid of uuidsOf(text)) findings.addJob(uuid);
  }
}

/** Whether somebody may have meant the cell as an id: numbers of rows and dates are nobody's. */
function hasWords(cell: string): boolean {
  return wordsOf(cell).some(
    ({ raw, kind }) =>
      kind !== 'uuid' && kind !== 'number' && kind !== 'nothing' && kind !== 'known' && !isMasked(raw),
  );
}
