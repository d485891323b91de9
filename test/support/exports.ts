import type { ExportedFile, ExportedSong, ExportRequest, ExportStatus } from '@shared/export';
import type { ClipId } from '@shared/model';
import type { Core } from './core';

/** A file of a report, with the song that it is of. */
export interface ReportedFile extends ExportedFile {
  readonly clipId: ClipId;
  readonly title: string;
}

export interface EndedExport {
  readonly status: ExportStatus;
  /** The folder or archive that was written to. */
  readonly target: string;
  readonly songs: readonly ExportedSong[];
  readonly files: readonly ReportedFile[];
}

export type PartOfRequest = Partial<Omit<ExportRequest, 'clipIds'>>;

/** TXT of the songs that were named into the export folder, beside what is there, unless told otherwise. */
function exportRequest(count: number, request: PartOfRequest) {
  const all = {
    formats: ['txt'],
    sounds: [],
    pattern: '{title}',
    hasSections: true,
    place: 'folder',
    onExisting: 'keep-both',
    ...request,
  } as const;
  return { ...all, count, formats: [...all.formats], sounds: [...all.sounds] };
}

/** Begins an export of these songs, as the window does. */
export async function startExport(
  core: Pick<Core, 'invoke'>,
  clipIds: readonly string[],
  request: PartOfRequest = {},
): Promise<ExportStatus> {
  await core.invoke('export.nameSongs', { clipIds: [...clipIds], after: 0 });
  return core.invoke('export.start', exportRequest(clipIds.length, request));
}

/** Exports songs, and waits for the end. */
export async function runExport(
  core: Core,
  clipIds: readonly string[],
  request: PartOfRequest = {},
): Promise<EndedExport> {
  await startExport(core, clipIds, request);
  return endedExport(core);
}

/** The present export when it has ended. */
export async function endedExport(core: Core): Promise<EndedExport> {
  const status = await core.waitFor(
    async () => {
      const now = await core.invoke('export.status', {});
      return now !== null && now.phase !== 'running' && now.phase !== 'stopping' ? now : null;
    },
    { timeoutMs: 60_000 },
  );
  const songs = await reportedSongs(core, false);
  return {
    status,
    target: status.target,
    songs,
    files: songs.flatMap(({ clipId, title, files }) => files.map((file) => ({ clipId, title, ...file }))),
  };
}

/** The whole report, page by page. */
export async function reportedSongs(core: Core, isProblemsOnly: boolean): Promise<readonly ExportedSong[]> {
  const songs: ExportedSong[] = [];
  for (;;) {
    const { rows } = await core.invoke('export.report', {
      offset: songs.length,
      limit: 500,
      isProblemsOnly,
    });
    if (rows.length === 0) return songs;
    songs.push(...rows);
  }
}
