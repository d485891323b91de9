import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertNever } from '@shared/assert-never';
import type {
  ExportOutcome,
  ExportPreview,
  ExportReport,
  ExportRequest,
  ExportedFile,
  LyricsFormat,
  OnExisting,
  UnwritableReason,
} from '@shared/model';
import type { ClipRepository, StoredClip } from '../db/clips';
import { decodeText } from '../domain/lyrics/decode-text';
import { countUntimed } from '../domain/lyrics/lines';
import { LYRICS_FILE_KINDS } from '../domain/lyrics/lyrics-formats';
import { exportStem, nameKey } from '../domain/naming';
import type { Log } from '../ports';
import { exportFailureOf, exportFolderErrorOf } from './export-failure';
import type { WordsDocument } from './lyrics';
import { isErrno, sha256, sha256OfFile, writeWholeFile } from './whole-file';

/** Writes lyrics as files for other programs. Each file is written, or skipped with its reason, or failed with it. */
export interface LyricsExporter {
  /** Fails with `export-folder-…` or `disk-full` when the folder cannot be made. */
  export(request: ExportRequest, folder: string): Promise<ExportReport>;
  /** What `export` would write of the first few of these songs, in their order. */
  preview(request: Pick<ExportRequest, 'clipIds' | 'formats' | 'pattern'>): ExportPreview[];
}

export interface LyricsExporterDeps {
  readonly clips: ClipRepository;
  readonly document: (clip: StoredClip) => WordsDocument;
  readonly log: Log;
}

const MOST_PREVIEWED = 5;

export function createLyricsExporter(deps: LyricsExporterDeps): LyricsExporter {
  const { clips, document, log } = deps;

  function stemOf(clip: StoredClip, pattern: string, index: number): string {
    return exportStem(pattern, {
      title: clip.title,
      clipId: clip.clipId,
      model: clip.model,
      createdAt: clip.createdAt,
      number: index + 1,
    });
  }

  async function exportSong(
    clip: StoredClip,
    stem: string,
    request: ExportRequest,
    folder: string,
  ): Promise<ExportedFile[]> {
    const { clipId, title } = clip;
    const words = document(clip);
    const files: ExportedFile[] = [];
    for (const format of request.formats) {
      const outcome = await exportOne(words, format, stem, request, folder);
      const untimedLines = hasFile(outcome) ? untimedLinesIn(words, [format]) : 0;
      files.push({ clipId, title, format, outcome, untimedLines });
    }
    return files;
  }

  async function exportOne(
    words: WordsDocument,
    format: LyricsFormat,
    stem: string,
    { formats, hasSections, onExisting }: ExportRequest,
    folder: string,
  ): Promise<ExportOutcome> {
    const unwritable = whyUnwritable(words, format);
    if (unwritable !== null) return { kind: 'skipped', reason: unwritable };
    const fileName = fileNameOf(stem, format, formats);
    try {
      const content = LYRICS_FILE_KINDS[format].print(words, { hasSections });
      if (onExisting === 'replace' && (await wouldLoseTimes(join(folder, fileName), format, words))) {
        return { kind: 'skipped', reason: 'timed-there', fileName };
      }
      return await writeExport(folder, fileName, content, onExisting);
    } catch (error) {
      log.error('An export file could not be written', error);
      return { kind: 'failed', reason: exportFailureOf(error), fileName };
    }
  }

  return {
    async export(request, folder) {
      try {
        await mkdir(folder, { recursive: true });
      } catch (error) {
        log.error('The export folder could not be made', error);
        throw exportFolderErrorOf(error);
      }
      const files: ExportedFile[] = [];
      const used = new Set<string>();
      for (const [index, clipId] of request.clipIds.entries()) {
        const clip = clips.find(clipId);
        if (!clip) {
          const outcome = { kind: 'skipped', reason: 'unknown-song' } as const;
          files.push(
            ...request.formats.map((format) => ({ clipId, title: clipId, format, outcome, untimedLines: 0 })),
          );
          continue;
        }
        const stem = unusedStem(stemOf(clip, request.pattern, index), used);
        files.push(...(await exportSong(clip, stem, request, folder)));
      }
      return { folder, files };
    },
    preview({ clipIds, formats, pattern }) {
      const used = new Set<string>();
      return clipIds.slice(0, MOST_PREVIEWED).flatMap((clipId, index) => {
        const clip = clips.find(clipId);
        if (!clip) return [];
        const words = document(clip);
        const reasons = formats.map((format) => whyUnwritable(words, format));
        const written = formats.filter((_, at) => reasons[at] === null);
        return [
          {
            stem: unusedStem(stemOf(clip, pattern, index), used),
            formats: written,
            untimedLines: untimedLinesIn(words, written),
            leftOut: reasons.find((reason) => reason !== null) ?? null,
          },
        ];
      });
    },
  };
}

/** Null when these words can be written in the format. */
function whyUnwritable({ state, lines }: WordsDocument, format: LyricsFormat): UnwritableReason | null {
  if (state === 'none') return 'no-words';
  if (state === 'instrumental') return 'instrumental';
  if (!LYRICS_FILE_KINDS[format].hasUntimedLines && state !== 'timed') return 'no-times';
  // Without them it would be the file of the plain format once more.
  if (format === 'lrc-words' && !lines.some(({ words }) => words.length > 0)) return 'no-word-times';
  return null;
}

/** The name that a player looks for is that of the plain file where both are written. */
function fileNameOf(stem: string, format: LyricsFormat, formats: readonly LyricsFormat[]): string {
  const isSecondLrc = format === 'lrc-words' && formats.includes('lrc');
  return `${stem}${isSecondLrc ? ' (words)' : ''}.${LYRICS_FILE_KINDS[format].ending}`;
}

/** Whether a file that stands there has times where these words have none. */
async function wouldLoseTimes(
  path: string,
  format: LyricsFormat,
  { state }: WordsDocument,
): Promise<boolean> {
  const { times, parse } = LYRICS_FILE_KINDS[format];
  if (state === 'timed' || times === 'none' || parse === null) return false;
  try {
    const { text } = decodeText(await readFile(path));
    return parse(text).lines.some(({ startMs }) => startMs !== null);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}

/** Whether a file with these words stands there, or would. */
function hasFile({ kind }: ExportOutcome): boolean {
  return kind === 'written' || kind === 'unchanged' || kind === 'exists';
}

/** How many sung lines files of these formats do not have, because nobody knows when they are sung. */
function untimedLinesIn({ lines }: WordsDocument, formats: readonly LyricsFormat[]): number {
  return formats.some((format) => !LYRICS_FILE_KINDS[format].hasUntimedLines) ? countUntimed(lines) : 0;
}

/** Two takes of one song in one export must not fight for one name. */
function unusedStem(stem: string, used: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? stem : `${stem} (${number})`;
    const key = nameKey(candidate);
    if (used.has(key)) continue;
    used.add(key);
    return candidate;
  }
}

async function writeExport(
  folder: string,
  fileName: string,
  content: string,
  onExisting: OnExisting,
): Promise<ExportOutcome> {
  const present = await sha256OfFile(join(folder, fileName));
  if (present === null) {
    await writeWholeFile(join(folder, fileName), content);
    return { kind: 'written', fileName };
  }
  if (present === sha256(content)) return { kind: 'unchanged', fileName };
  switch (onExisting) {
    case 'ask':
      return { kind: 'exists', fileName };
    case 'skip':
      return { kind: 'skipped', reason: 'exists', fileName };
    case 'replace':
      await writeWholeFile(join(folder, fileName), content);
      return { kind: 'written', fileName };
    case 'keep-both':
      return writeBeside(folder, fileName, content);
    default:
      return assertNever(onExisting);
  }
}

async function writeBeside(folder: string, fileName: string, content: string): Promise<ExportOutcome> {
  const dot = fileName.lastIndexOf('.');
  for (let number = 2; ; number += 1) {
    const candidate = `${fileName.slice(0, dot)} (${number})${fileName.slice(dot)}`;
    const present = await hashAt(join(folder, candidate));
    if (present === sha256(content)) return { kind: 'unchanged', fileName: candidate };
    if (present !== null) continue;
    await writeWholeFile(join(folder, candidate), content);
    return { kind: 'written', fileName: candidate };
  }
}

/** Null when nothing stands there; a folder has a hash that no file has. */
async function hashAt(path: string): Promise<string | null> {
  try {
    return await sha256OfFile(path);
  } catch (error) {
    if (isErrno(error, 'EISDIR')) return 'folder';
    throw error;
  }
}
