import { open, rm } from 'node:fs/promises';
import type { ExportedFile, ExportedSong, ExportOutcome } from '@shared/export';
import { exporting } from '@shared/texts/en/exporting';
import type { ExportReport } from './export-report';
import { formulaSafe } from '../domain/csv';
import { renamePatiently, unfinishedPath } from './whole-file';

/** Songs that are read and written at once. */
const AT_ONCE = 200;

/**
 * Writes the report of an export as a table for spreadsheets, a row per file, in the words that the window has for it.
 *
 * @throws what the disk says; what stood there is as it was then
 */
export async function saveReportTable(path: string, report: ExportReport): Promise<void> {
  const temporary = unfinishedPath(path);
  await rm(temporary, { force: true });
  const file = await open(temporary, 'wx');
  try {
    try {
      // Spreadsheets read UTF-8 by this mark alone.
      await file.writeFile(`\ufeff${quoted(HEADS)}`);
      for (let offset = 0; ; offset += AT_ONCE) {
        const { rows } = await report.page(offset, AT_ONCE, false);
        if (rows.length === 0) break;
        await file.writeFile(rows.flatMap(rowsOf).map(quoted).join(''));
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await renamePatiently(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The same table as text, with tabs between its cells: it can be read as it is, and pasted into a spreadsheet. */
export async function reportText(report: ExportReport): Promise<string> {
  const pieces = [tabbed(HEADS)];
  for (let offset = 0; ; offset += AT_ONCE) {
    const { rows } = await report.page(offset, AT_ONCE, false);
    if (rows.length === 0) return pieces.join('');
    pieces.push(rows.flatMap(rowsOf).map(tabbed).join(''));
  }
}

const HEADS = Object.values(exporting.table);

function rowsOf({ title, clipId, files }: ExportedSong): readonly (readonly string[])[] {
  return files.map((file) => [title, clipId, exporting.part[file.part], ...outcomeOf(file)]);
}

/** File name, outcome, remarks. */
function outcomeOf({ outcome, untimedLines }: ExportedFile): readonly string[] {
  const remarks: string[] =
    'notes' in outcome ? outcome.notes.map((note) => exporting.outcome.note[note]) : [];
  if ('beside' in outcome && outcome.beside !== null)
    remarks.unshift(exporting.outcome.beside[outcome.beside]);
  if (untimedLines > 0) {
    const text = untimedLines === 1 ? exporting.outcome.untimed_one : exporting.outcome.untimed_other;
    remarks.push(text.replace('{{count, number}}', String(untimedLines)));
  }
  return ['fileName' in outcome ? outcome.fileName : '', textOf(outcome), remarks.join('; ')];
}

function textOf(outcome: ExportOutcome): string {
  if (outcome.kind === 'skipped') return exporting.outcome.skipped[outcome.reason];
  if (outcome.kind === 'failed') return exporting.outcome.failed[outcome.reason];
  return exporting.outcome[outcome.kind];
}

function quoted(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${formulaSafe(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

function tabbed(cells: readonly string[]): string {
  return `${cells.map((cell) => formulaSafe(cell.replace(/\s+/gu, ' '))).join('\t')}\n`;
}
