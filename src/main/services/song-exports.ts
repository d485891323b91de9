import { AppError } from '@shared/ipc/errors';
import type { ExportedSong, ExportRequest, ExportStatus } from '@shared/export';
import type { Language } from '@shared/language';
import type { Page } from '@shared/model';
import type { ClipRepository } from '../db/clips';
import type { ExportedFileRepository } from '../db/exported-files';
import type { Clock, Log, Shell } from '../ports';
import { openArchiveTarget } from './export-archive';
import { exportFailureOf, exportFolderErrorOf } from './export-failure';
import type { ExportReport } from './export-report';
import { reportText, saveReportTable } from './export-report-table';
import type { ExportRun } from './export-run';
import { openFolderTarget, type ExportTarget } from './export-target';
import type { ExportNames } from '../domain/export-names';
import { FATAL, namesFor, type SongExporter } from './song-export';
import type { UnfinishedFiles } from './unfinished-files';

/** Exports as the window asks for them. */
export interface SongExports {
  /**
   * Begins an export; it goes on by itself. Fails with `export-running`, with `export-folder-…` or `disk-full` when the
   * folder cannot be made, and with `export-archive-exists`.
   */
  start(request: ExportRequest): Promise<ExportStatus>;
  cancel(): void;
  status(): ExportStatus | null;
  preview: SongExporter['preview'];
  /** What became of songs in the present or last export: all, or those about which something has to be read. */
  page(offset: number, limit: number, isProblemsOnly: boolean): Promise<Page<ExportedSong>>;
  /** Asks where to, and writes the whole report as a table; null when the dialog was closed. */
  saveReport(): Promise<{ readonly file: string } | null>;
  /** The whole report as a table of plain text. */
  reportText(): Promise<string>;
  stop(): Promise<void>;
}

export interface SongExportsDeps {
  /** The language of reports. */
  readonly language: () => Language;
  readonly run: ExportRun;
  readonly exporter: SongExporter;
  readonly report: ExportReport;
  readonly clips: ClipRepository;
  readonly exported: ExportedFileRepository;
  readonly unfinished: UnfinishedFiles;
  /** Writes into the database without holding anybody up. */
  readonly inTurn: (work: () => void) => Promise<void>;
  readonly exportFolder: () => string;
  readonly shell: Shell;
  readonly clock: Clock;
  readonly log: Log;
}

/** Archives and reports are named after the program and the day. */
const NAME = 'Flowshelf';

export function createSongExports(deps: SongExportsDeps): SongExports {
  const { run, exporter, report, clips, exported, unfinished, inTurn, shell, clock, log } = deps;

  const today = (): string => new Date(clock.now()).toISOString().slice(0, 10);

  async function openTarget(request: ExportRequest, names: ExportNames): Promise<ExportTarget> {
    const { onExisting, place } = request;
    const folder = deps.exportFolder();
    try {
      return place === 'zip'
        ? await openArchiveTarget({
            folder,
            stem: `${NAME} ${today()}`,
            onExisting,
            exported,
            unfinished,
            inTurn,
            clock,
            log,
          })
        : await openFolderTarget({ folder, onExisting, names, exported, unfinished, inTurn, log });
    } catch (error) {
      if (error instanceof AppError) throw error;
      log.error('The export folder could not be made', error);
      throw exportFolderErrorOf(error);
    }
  }

  return {
    async start(request) {
      run.requireNone();
      const names = namesFor(request.formats);
      const target = await openTarget(request, names);
      const songs = exporter.begin(request, target, names);
      try {
        return await run.start({
          purpose: 'export',
          target: target.path,
          clipIds: request.clipIds,
          parts: [...request.formats, ...request.sounds],
          begin(clipId, index, slot, signal) {
            const clip = clips.find(clipId);
            if (clip === null) return null;
            return { title: clip.title, files: songs.write(clip, index, slot, signal) };
          },
          // An archive with a file torn out of its middle is none.
          isFatal: (reason) => request.place === 'zip' || FATAL.has(reason),
          finish: target.finish,
          abandon: target.abandon,
        });
      } catch (error) {
        await target.abandon();
        throw error;
      }
    },
    cancel: run.cancel,
    status: run.status,
    preview: exporter.preview,
    page: report.page,
    async saveReport() {
      const file = await shell.chooseFileToWrite({ suggestedName: `${NAME} export ${today()}.csv` });
      if (file === null) return null;
      try {
        await saveReportTable(file, report, deps.language());
      } catch (error) {
        log.error('The report of an export could not be saved', error);
        const isFull = exportFailureOf(error) === 'disk-full';
        throw new AppError(isFull ? 'disk-full' : 'file-failed', 'The report could not be saved.', {
          cause: error,
        });
      }
      return { file };
    },
    reportText: () => reportText(report, deps.language()),
    async stop() {
      await run.stop();
      await report.clear();
    },
  };
}
