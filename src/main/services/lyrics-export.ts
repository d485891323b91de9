import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { assertNever } from '@shared/assert-never';
import type {
  ClipId,
  ExportOutcome,
  ExportReport,
  ExportRequest,
  ExportedFile,
  LyricsFormat,
  OnExisting,
} from '@shared/model';
import type { ClipRepository, StoredClip } from '../db/clips';
import { printLrc } from '../domain/lrc';
import { exportStem, nameKey } from '../domain/naming';
import { printSrt } from '../domain/srt';
import type { LyricsReading } from '../domain/lyrics-lines';
import { printTxt } from '../domain/txt';
import type { Log } from '../ports';
import { sha256, sha256OfFile, writeWholeFile } from './whole-file';

/** Writes lyrics as files for other programs. Each file is written, or skipped with its reason, or failed with it. */
export interface LyricsExporter {
  export(request: ExportRequest, folder: string): Promise<ExportReport>;
  /** File names without ending that the pattern gives for these songs. */
  names(clipIds: readonly ClipId[], pattern: string): string[];
}

export interface LyricsExporterDeps {
  readonly clips: ClipRepository;
  readonly read: (clip: StoredClip) => LyricsReading & { readonly text: string };
  readonly log: Log;
}

const NAMED_IN_PREVIEW = 5;

export function createLyricsExporter(deps: LyricsExporterDeps): LyricsExporter {
  const { clips, read, log } = deps;

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
    const files: ExportedFile[] = [];
    for (const format of request.formats) {
      files.push({
        clipId: clip.clipId,
        title: clip.title,
        format,
        outcome: await exportOne(clip, `${stem}.${format}`, format, request.onExisting, folder),
      });
    }
    return files;
  }

  async function exportOne(
    clip: StoredClip,
    fileName: string,
    format: LyricsFormat,
    onExisting: OnExisting,
    folder: string,
  ): Promise<ExportOutcome> {
    const words = read(clip);
    if (words.state === 'none') return { kind: 'skipped', reason: 'no-words' };
    if (words.state === 'instrumental') return { kind: 'skipped', reason: 'instrumental' };
    if (format !== 'txt' && words.state !== 'timed') return { kind: 'skipped', reason: 'no-times' };
    try {
      return await writeExport(folder, fileName, print(clip, words, format), onExisting);
    } catch (error) {
      log.error('An export file could not be written', error);
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      return { kind: 'failed', detail: code };
    }
  }

  return {
    async export(request, folder) {
      await mkdir(folder, { recursive: true });
      const files: ExportedFile[] = [];
      const used = new Set<string>();
      for (const [index, clipId] of request.clipIds.entries()) {
        const clip = clips.find(clipId);
        if (!clip) {
          const outcome = { kind: 'skipped', reason: 'unknown-song' } as const;
          files.push(...request.formats.map((format) => ({ clipId, title: clipId, format, outcome })));
          continue;
        }
        const stem = unusedStem(stemOf(clip, request.pattern, index), used);
        files.push(...(await exportSong(clip, stem, request, folder)));
      }
      return { folder, files };
    },
    names: (clipIds, pattern) =>
      clipIds.slice(0, NAMED_IN_PREVIEW).flatMap((clipId, index) => {
        const clip = clips.find(clipId);
        return clip ? [stemOf(clip, pattern, index)] : [];
      }),
  };
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

function print(
  clip: StoredClip,
  words: LyricsReading & { readonly text: string },
  format: LyricsFormat,
): string {
  switch (format) {
    case 'txt':
      return printTxt(words.text);
    case 'lrc':
      return printLrc(words.lines, { title: clip.title, lengthMs: clip.durationMs });
    case 'srt':
      return printSrt(words.lines, clip.durationMs);
    default:
      return assertNever(format);
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
      return { kind: 'skipped', reason: 'exists' };
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
    const present = await sha256OfFile(join(folder, candidate));
    if (present === sha256(content)) return { kind: 'unchanged', fileName: candidate };
    if (present !== null) continue;
    await writeWholeFile(join(folder, candidate), content);
    return { kind: 'written', fileName: candidate };
  }
}
