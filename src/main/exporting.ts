import { dirname, join } from 'node:path';
import type { Language } from '@shared/language';
import type { ClipId } from '@shared/model';
import type { CheckedFileRepository } from './db/checked-files';
import type { ClipRepository } from './db/clips';
import type { Database } from './db/database';
import type { DownloadRepository } from './db/downloads';
import { createExportedFileRepository } from './db/exported-files';
import type { LyricsRepository } from './db/lyrics';
import { createPlaylistEntries } from './db/playlist-entries';
import { createSongFactsReader } from './db/song-facts';
import { createSongFiles } from './db/song-files';
import { createExportClient } from './ipc/export-port';
import type { ReaderHandlerDeps } from './ipc/reader-handlers';
import type { Ports } from './ports';
import { createExportReport } from './services/export-report';
import { createExportRun } from './services/export-run';
import type { LibraryFolder } from './services/library-folder';
import type { LibraryReader } from './services/library-reader';
import { createLibraryTagging, type LibraryTagging } from './services/library-tagging';
import { createListExport, type ExportList } from './services/list-export';
import { createSongMatcher } from './services/match-songs';
import type { OpenFiles } from './services/open-files';
import { createPlaylistFiles, type PlaylistFiles } from './services/playlist-files';
import type { Playlists } from './services/playlists';
import { createSongSelector } from './services/select-songs';
import { restOneTurn } from './services/slices';
import { createSongExporter } from './services/song-export';
import { createSongExports, type SongExports } from './services/song-exports';
import { createSongSound } from './services/song-sound';
import { createStoredWords } from './services/stored-words';
import { createTaggedFiles } from './services/tagged-files';
import { createUnfinishedFiles } from './services/unfinished-files';

export interface ExportingDeps extends Pick<
  Ports,
  'databaseFile' | 'clock' | 'log' | 'events' | 'shell' | 'beginExportThread'
> {
  readonly db: Database;
  readonly clips: ClipRepository;
  readonly lyrics: LyricsRepository;
  readonly downloads: DownloadRepository;
  readonly files: CheckedFileRepository;
  readonly playlists: Playlists;
  readonly reading: Pick<ReaderHandlerDeps, 'lists' | 'lyrics'>;
  readonly reader: LibraryReader;
  readonly folder: () => LibraryFolder;
  readonly openFiles: OpenFiles;
  readonly language: () => Language;
  /** Where words go unless another folder is asked for. */
  readonly exportFolder: () => string;
  /** Empties the database's log where it has grown. */
  readonly checkpoint: () => Promise<void>;
  /** Lets others have their turn. */
  readonly rest: () => Promise<void>;
  /** Looks whether the library folder is there and sets its hold; throws `library-unavailable` when it is not. */
  readonly requireFolder: () => Promise<void>;
  readonly isFolderReady: () => boolean;
  /** Keeps downloads and the files beside the song from being written until the returned function is called. */
  readonly holdSong: (clipRow: number) => Promise<() => void>;
  /** Looks again for files of a song that were missing. */
  readonly lookForFiles: (clipId: ClipId) => Promise<unknown>;
  /** Files of the song hold other bytes now. */
  readonly onTagged: (clipId: ClipId) => void;
}

/** All that writes for other programs, and reads their lists. */
export interface Exporting {
  readonly exports: SongExports;
  readonly tagging: LibraryTagging;
  readonly playlistFiles: PlaylistFiles;
  readonly exportList: ExportList;
  /** Removes what an export that was cut off has left. At a start. */
  clearUnfinished(): Promise<void>;
  /** Ends what is under way, and then the thread that prints and tags. */
  stop(): Promise<void>;
}

/** Beside the database: what became of each song in the last export. */
const EXPORT_REPORT = 'export-report.jsonl';

export function createExporting(deps: ExportingDeps): Exporting {
  const { db, clips, lyrics, downloads, files, reading, folder, shell, events, clock, log } = deps;
  const exportedFiles = createExportedFileRepository(db);
  const inTurn = async (work: () => void): Promise<void> => {
    await db.inTurn(work);
    await deps.checkpoint();
  };
  const unfinishedFiles = createUnfinishedFiles({ exported: exportedFiles, inTurn, log });
  const exportThread = createExportClient({ begin: deps.beginExportThread, schedule: clock.schedule, log });
  const taggedFiles = createTaggedFiles({ write: exportThread.write, log });
  const storedWords = createStoredWords(lyrics);
  const exportReport = createExportReport(join(dirname(deps.databaseFile), EXPORT_REPORT));
  const exportRun = createExportRun({
    report: exportReport,
    clock,
    log,
    rest: deps.rest,
    tell: (status) => events.emit('export.changed', { status }),
  });
  const sound = createSongSound({ downloads, folder, taggedFiles });
  const exports = createSongExports({
    language: deps.language,
    run: exportRun,
    exporter: createSongExporter({
      clips,
      downloads,
      document: reading.lyrics.document,
      storedWords,
      lookForFiles: deps.lookForFiles,
      print: exportThread.print,
      sound,
      log,
    }),
    report: exportReport,
    clips,
    exported: exportedFiles,
    unfinished: unfinishedFiles,
    inTurn,
    exportFolder: deps.exportFolder,
    shell,
    clock,
    log,
  });
  const tagging = createLibraryTagging({
    db,
    run: exportRun,
    clips,
    files,
    exported: exportedFiles,
    unfinished: unfinishedFiles,
    taggedFiles,
    sound,
    storedWords,
    print: exportThread.print,
    reader: deps.reader,
    folder,
    openFiles: deps.openFiles,
    log,
    requireFolder: deps.requireFolder,
    isFolderReady: deps.isFolderReady,
    holdSong: deps.holdSong,
    onChange: deps.onTagged,
  });

  // Lists that come from other programs and go to them.
  const songFiles = createSongFiles(db);
  const playlistFiles = createPlaylistFiles({
    shell,
    playlists: deps.playlists,
    match: createSongMatcher({
      files: songFiles,
      libraryFolder: () => folder().root,
      rest: restOneTurn,
    }),
  });
  const exportList = createListExport({
    entries: createPlaylistEntries(db),
    lists: reading.lists,
    select: createSongSelector(clock.now),
    facts: createSongFactsReader(db),
    files: songFiles,
    words: (clipRow) => lyrics.effective(clipRow)?.text ?? null,
    resolve: (path) => folder().resolve(path),
    shell,
    log,
    rest: restOneTurn,
  });

  return {
    exports,
    tagging,
    playlistFiles,
    exportList,
    clearUnfinished: unfinishedFiles.clear,
    async stop() {
      await exports.stop();
      await exportThread.stop();
    },
  };
}
