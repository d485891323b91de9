import { open, rm } from 'node:fs/promises';
import type { ExportedFile, ExportedSong, ExportOutcome } from '@shared/export';
import { exporting } from '@shared/texts/en/exporting';
import type { ExportReport } from './export-report';
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
      await file.writeFile(`\ufeff${rowOf(Object.values(exporting.table))}`);
      for (let offset = 0; ; offset += AT_ONCE) {
        const { rows } = await report.page(offset, AT_ONCE, false);
        if (rows.length === 0) break;
        await file.writeFile(rows.map(rowsOf).join(''));
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

function rowsOf({ title, clipId, files }: ExportedSong): string {
  return files.map((file) => rowOf([title, clipId, exporting.part[file.part], ...outcomeOf(file)])).join('');
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

/** A cell that begins like a formula would be one in a spreadsheet. */
function rowOf(cells: readonly string[]): string {
  const safe = cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell));
  return `${safe.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`;
}
