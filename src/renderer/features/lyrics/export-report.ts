import type {
  ClipId,
  ExportFailure,
  ExportOutcome,
  ExportReport,
  ExportedFile,
  LyricsFormat,
} from '@shared/model';

/** How many files of another content stood in the way. */
export function filesThatExist(report: ExportReport): number {
  return report.files.filter((file) => file.outcome.kind === 'exists').length;
}

/** How many files stand there without the lines that have no time. */
export function filesWithoutEveryLine(report: ExportReport): number {
  return report.files.filter(
    ({ outcome, untimedLines }) =>
      untimedLines > 0 && (outcome.kind === 'written' || outcome.kind === 'unchanged'),
  ).length;
}

/** Why files failed, each reason once. */
export function failuresOf(report: ExportReport): readonly ExportFailure[] {
  const reasons = report.files.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.reason] : []));
  return [...new Set(reasons)];
}

/**
 * What the person gets told after a second run with an answer about existing files. What the first run wrote the second
 * one finds unchanged: it was written all the same.
 */
export function mergeReports(first: ExportReport, second: ExportReport): ExportReport {
  const before = new Map(first.files.map((file) => [fileKey(file), file]));
  return {
    folder: second.folder,
    files: second.files.map((file) => {
      const earlier = before.get(fileKey(file));
      return file.outcome.kind === 'unchanged' && earlier?.outcome.kind === 'written' ? earlier : file;
    }),
  };
}

function fileKey(file: ExportedFile): string {
  return `${file.format} ${file.clipId}`;
}

/** Files by what became of them. */
export function countOutcomes(report: ExportReport): Readonly<Record<ExportOutcome['kind'], number>> {
  const counts = { written: 0, unchanged: 0, exists: 0, skipped: 0, failed: 0 };
  for (const file of report.files) counts[file.outcome.kind] += 1;
  return counts;
}

/** A file by its name, or those without one that ended alike: "LRC, SRT: no times" is read at a glance. */
export interface ReportedGroup {
  readonly formats: readonly LyricsFormat[];
  readonly outcome: ExportOutcome;
  /** As in `ExportedFile`. */
  readonly untimedLines: number;
}

export interface ReportedSong {
  readonly clipId: ClipId;
  readonly title: string;
  readonly groups: readonly ReportedGroup[];
}

/** What needs a look comes first. */
const WEIGHT = { failed: 0, exists: 1, skipped: 2, written: 4, unchanged: 5 } as const;
const WEIGHT_WITHOUT_EVERY_LINE = 3;

function weightOf({ outcome, untimedLines }: ExportedFile): number {
  const weight = WEIGHT[outcome.kind];
  return untimedLines > 0 ? Math.min(weight, WEIGHT_WITHOUT_EVERY_LINE) : weight;
}

/** The report song by song, failures first, else in the order in which they were written. */
export function songsOf(report: ExportReport): readonly ReportedSong[] {
  const songs = new Map<ClipId, ExportedFile[]>();
  for (const file of report.files) {
    const files = songs.get(file.clipId);
    if (files) files.push(file);
    else songs.set(file.clipId, [file]);
  }
  const weightOfAll = (files: readonly ExportedFile[]) => Math.min(...files.map(weightOf));
  return [...songs]
    .sort(([, a], [, b]) => weightOfAll(a) - weightOfAll(b))
    .map(([clipId, files]) => ({ clipId, title: files[0]?.title ?? clipId, groups: groupsOf(files) }));
}

function groupsOf(files: readonly ExportedFile[]): readonly ReportedGroup[] {
  const groups = new Map<string, ReportedGroup & { readonly formats: LyricsFormat[] }>();
  for (const { format, outcome, untimedLines } of files) {
    const key = 'fileName' in outcome ? format : outcome.reason;
    const group = groups.get(key);
    if (group) group.formats.push(format);
    else groups.set(key, { formats: [format], outcome, untimedLines });
  }
  return [...groups.values()];
}
