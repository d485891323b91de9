import { open, rm } from 'node:fs/promises';
import type { ExportedFile, ExportedSong, ExportOutcome } from '@shared/export';
import type { Language } from '@shared/language';
import { counted } from '@shared/texts/fill';
import { mainTexts } from '@shared/texts/main';
import type { ExportReport } from './export-report';
import { formulaSafe } from '../domain/csv';
import { renamePatiently, unfinishedPath } from './whole-file';

/** Songs that are read and written at once. */
const AT_ONCE = 200;

/**
 * Writes the report of an export as a table for spreadsheets, a row per file, in the words that the window has for it
 * in this language.
 *
 * @throws what the disk says; what stood there is as it was then
 */
export async function saveReportTable(path: string, report: ExportReport, language: Language): Promise<void> {
  const { heads, rowsOf } = wordsIn(language);
  const temporary = unfinishedPath(path);
  await rm(temporary, { force: true });
  const file = await open(temporary, 'wx');
  try {
    try {
      // Spreadsheets read UTF-8 by this mark alone.
      await file.writeFile(`\ufeff${quoted(heads)}`);
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
export async function reportText(report: ExportReport, language: Language): Promise<string> {
  const { heads, rowsOf } = wordsIn(language);
  const pieces = [tabbed(heads)];
  for (let offset = 0; ; offset += AT_ONCE) {
    const { rows } = await report.page(offset, AT_ONCE, false);
    if (rows.length === 0) return pieces.join('');
    pieces.push(rows.flatMap(rowsOf).map(tabbed).join(''));
  }
}

/** The table in the user's language: its heads, and a row per file. */
function wordsIn(language: Language) {
  const { exporting } = mainTexts[language];
  const head = exporting.table;
  const { beside, note, skipped, failed } = exporting.outcome;

  function textOf(outcome: ExportOutcome): string {
    if (outcome.kind === 'skipped') return skipped[outcome.reason];
    if (outcome.kind === 'failed') return failed[outcome.reason];
    return exporting.outcome[outcome.kind];
  }

  /** File name, outcome, remarks. */
  function outcomeOf({ outcome, untimedLines }: ExportedFile): readonly string[] {
    const remarks: string[] = 'notes' in outcome ? outcome.notes.map((each) => note[each]) : [];
    if ('beside' in outcome && outcome.beside !== null) remarks.unshift(beside[outcome.beside]);
    if (untimedLines > 0) remarks.push(counted(exporting.outcome, 'untimed', untimedLines, language));
    const fileName = 'fileName' in outcome ? outcome.fileName : '';
    return [fileName, textOf(outcome), remarks.join(exporting.remarkSeparator)];
  }

  return {
    heads: [head.title, head.clipId, head.part, head.fileName, head.outcome, head.remarks],
    rowsOf: ({ title, clipId, files }: ExportedSong): readonly (readonly string[])[] =>
      files.map((file) => [title, clipId, exporting.part[file.part], ...outcomeOf(file)]),
  };
}

function quoted(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${formulaSafe(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

function tabbed(cells: readonly string[]): string {
  return `${cells.map((cell) => formulaSafe(cell.replace(/\s+/gu, ' '))).join('\t')}\n`;
}
