import { open, rm, type FileHandle } from 'node:fs/promises';
import { dirname, isAbsolute, relative, sep, basename } from 'node:path';
import { assertNever } from '@shared/assert-never';
import { AppError } from '@shared/ipc/errors';
import type { ExportedList, ListFormat, PlaylistId, SongListing, SoundKind } from '@shared/model';
import type { PlaylistEntries } from '../db/playlist-entries';
import type { SongFiles } from '../db/song-files';
import type { ReadSongFacts, SongFacts } from '../db/song-facts';
import { csvLine } from '../domain/csv';
import { fileStem } from '../domain/naming';
import { m3uHead, m3uLines } from '../domain/playlists/m3u8';
import { TABLE_HEADS, tableCells, tableObject, type TableSong } from '../domain/playlists/song-table';
import type { Log, Shell } from '../ports';
import { listFileError } from './list-file-failure';
import type { SelectSongs } from './select-songs';
import type { SongLists } from './song-lists';
import { renamePatiently, unfinishedPath } from './whole-file';

/** What is written: a playlist, or a listing under a name. */
export type ListSource =
  | { readonly kind: 'playlist'; readonly id: PlaylistId }
  | ({ readonly kind: 'listing'; readonly name: string } & SongListing);

export interface ListExportRequest {
  readonly source: ListSource;
  readonly format: ListFormat;
  /** The file of a song that a playlist file names; the other one where there is only that. */
  readonly sound: SoundKind;
}

/**
 * Writes a list of songs where the user chooses; null when the dialog was closed, which also asks before a file is replaced.
 *
 * @throws AppError `not-found`, `list-write-…`; what stood there is as it was then
 */
export type ExportList = (request: ListExportRequest) => Promise<ExportedList | null>;

export interface ListExportDeps {
  readonly entries: PlaylistEntries;
  readonly lists: Pick<SongLists, 'part'>;
  readonly select: SelectSongs;
  readonly facts: ReadSongFacts;
  readonly files: SongFiles;
  /** The words in force of a song. */
  readonly words: (clipRow: number) => string | null;
  /** Absolute path of a file of the library folder. */
  readonly resolve: (relativePath: string) => string;
  readonly shell: Pick<Shell, 'chooseFileToWrite'>;
  readonly log: Log;
  /** Called between two portions. */
  readonly rest: () => Promise<void>;
}

/** A song of the list; one that is not in the library has no row. */
interface Listed {
  readonly clipRow: number | null;
  readonly clipId: string;
  readonly title: string;
}

/** How a list is printed. */
interface Printer {
  readonly head: string;
  readonly print: (portion: readonly Listed[]) => Printed;
  readonly end: string;
}

interface Printed {
  readonly text: string;
  /** Songs that are in it; the others are left out. */
  readonly written: number;
}

/** Songs that are read and written at once: a few milliseconds. */
const PORTION = 200;
/** Spreadsheets read UTF-8 by this mark alone. */
const BYTE_ORDER_MARK = '\ufeff';

export function createListExport(deps: ListExportDeps): ExportList {
  const { entries, files, facts, log } = deps;

  function nameOf(source: ListSource): string {
    if (source.kind === 'listing') return source.name.trim() || 'Songs';
    const name = entries.name(source.id);
    if (name === null) throw new AppError('not-found', 'There is no such playlist.');
    return name;
  }

  /** The whole list, as it stands now, in portions. */
  async function* portionsOf(source: ListSource): AsyncGenerator<readonly Listed[]> {
    if (source.kind === 'playlist') {
      for (let offset = 0; ; offset += PORTION) {
        const portion = entries.part(source.id, offset, PORTION);
        if (portion.length > 0) yield portion;
        if (portion.length < PORTION) return;
      }
    }
    const selection = deps.select(source);
    if (selection === null) return;
    const all = { offset: 0, limit: Number.MAX_SAFE_INTEGER };
    const { rows } = await deps.lists.part(selection, all, new AbortController().signal);
    for (let at = 0; at < rows.length; at += PORTION)
      yield rows.slice(at, at + PORTION).map((clipRow) => ({ clipRow, clipId: '', title: '' }));
  }

  /** With each entry its song; null where that is not in the library. */
  function withFacts(portion: readonly Listed[]): readonly (readonly [Listed, SongFacts | null])[] {
    const rows = portion.flatMap(({ clipRow }) => clipRow ?? []);
    const known = new Map(facts(rows).map((song) => [song.clipRow, song]));
    return portion.map((listed) => [
      listed,
      listed.clipRow === null ? null : (known.get(listed.clipRow) ?? null),
    ]);
  }

  /** Names the songs' files as they are reached from the folder of the list. */
  function m3uPrinter(name: string, folder: string, sound: SoundKind): Printer {
    return {
      head: m3uHead(name),
      print(portion) {
        const paths = files.soundPaths(
          portion.flatMap(({ clipRow }) => clipRow ?? []),
          sound,
        );
        const lines = withFacts(portion).flatMap(([{ clipRow }, song]) => {
          const path = clipRow === null ? undefined : paths.get(clipRow);
          if (song === null || path === undefined) return [];
          return [m3uLines({ ...song, path: pathFrom(folder, deps.resolve(path)) })];
        });
        return { text: lines.join(''), written: lines.length };
      },
      end: '',
    };
  }

  function tablePrinter(head: string, print: (song: TableSong) => string, end: string): Printer {
    return {
      head,
      print(portion) {
        // A song of a listing that went meanwhile has no id to be told by.
        const songs = withFacts(portion).flatMap(([{ clipId, title }, song]) => {
          if (song !== null) return [toTableSong(song, deps.words(song.clipRow))];
          return clipId === '' ? [] : [{ ...UNKNOWN, clipId, title }];
        });
        return { text: songs.map(print).join(''), written: songs.length };
      },
      end,
    };
  }

  function jsonPrinter(name: string): Printer {
    const about = JSON.stringify({ format: 'flowshelf.songs', version: 1, name }, null, 2);
    let comma = '';
    return tablePrinter(
      `${about.slice(0, -'\n}'.length)},\n  "songs": [`,
      (song) => {
        const text = `${comma}\n    ${JSON.stringify(tableObject(song))}`;
        comma = ',';
        return text;
      },
      '\n  ]\n}\n',
    );
  }

  function printerOf(path: string, name: string, { format, sound }: ListExportRequest): Printer {
    switch (format) {
      case 'm3u8':
        return m3uPrinter(name, dirname(path), sound);
      case 'csv':
        return tablePrinter(BYTE_ORDER_MARK + csvLine(TABLE_HEADS), (song) => csvLine(tableCells(song)), '');
      case 'json':
        return jsonPrinter(name);
      default:
        return assertNever(format);
    }
  }

  async function write(path: string, source: ListSource, { head, print, end }: Printer) {
    let written = 0;
    let leftOut = 0;
    await writeStreamed(path, async (file) => {
      await file.writeFile(head);
      for await (const portion of portionsOf(source)) {
        const printed = print(portion);
        written += printed.written;
        leftOut += portion.length - printed.written;
        await file.writeFile(printed.text);
        await deps.rest();
      }
      await file.writeFile(end);
    });
    return { file: basename(path), written, leftOut };
  }

  return async (request) => {
    const name = nameOf(request.source);
    const path = await deps.shell.chooseFileToWrite({
      suggestedName: `${fileStem(name)}.${request.format}`,
    });
    if (path === null) return null;
    try {
      return await write(path, request.source, printerOf(path, name, request));
    } catch (error) {
      log.error('A list of songs could not be written', error);
      throw listFileError(error, 'write', basename(path));
    }
  };
}

function toTableSong({ clipRow: _row, marks, ...facts }: SongFacts, lyrics: string | null): TableSong {
  return { ...facts, ...marks, lyrics };
}

const UNKNOWN: Omit<TableSong, 'clipId' | 'title'> = {
  jobIds: [],
  model: null,
  action: null,
  createdAt: null,
  durationMs: null,
  seed: null,
  bpm: null,
  prompt: null,
  lyrics: null,
  tags: [],
  rating: null,
  isFavourite: null,
  plays: null,
  lastPlayedAt: null,
  files: [],
};

/** How a file is reached from a folder; its whole path where that is on another disk. */
function pathFrom(folder: string, path: string): string {
  const below = relative(folder, path);
  return isAbsolute(below) ? path : below.split(sep).join('/');
}

/** Writes a file piece by piece, under its name only when it is whole. */
async function writeStreamed(path: string, fill: (file: FileHandle) => Promise<void>): Promise<void> {
  const temporary = unfinishedPath(path);
  await rm(temporary, { force: true });
  try {
    const file = await open(temporary, 'wx');
    try {
      await fill(file);
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
