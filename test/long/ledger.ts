import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect } from 'vitest';
import type { AssetKind, ClipId, JobId, SongRow } from '@shared/model';
import { listFiles } from '../support/core';
import { running, success, type ApiAnswer, type FlowServer } from '../support/flow-server';
import { readLibraryRows } from '../support/library-rows';
import { bigAudio, sha256 } from '../support/media';
import { timedWords, uniqueAudio, uniqueCover } from '../support/numbered-songs';
import { clip, uuid } from '../support/songs';

/**
 * Stands outside the program, knows what the service has, and remembers what the program has told as done: jobs taken,
 * files there, songs removed. Whatever is done to the program, that holds from then on.
 */
export interface Ledger {
  /** Makes a job of two songs with three files each, none like another. It is not added yet. */
  newJob(): JobId;
  /** The program has taken these jobs. */
  added(ids: readonly JobId[]): void;
  /** The program has let go of this job; its songs stay. */
  removedJob(id: JobId): void;
  removedSong(clipId: ClipId): void;
  /** The program was asked to remove this song and could not: what is there of its files is anybody's guess. */
  halfRemoved(clipId: ClipId): void;
  /** The program was asked to bring these songs back. They may come at any time from now on. */
  wantedBack(clipIds: readonly ClipId[]): void;
  /** The program has listed these songs; only songs that are not removed may be among them. */
  listed(rows: readonly SongRow[]): void;
  /** A hand other than the program's is about to change or remove this file. */
  damaged(song: LedgerSong, kind: AssetKind, leaves: string | null): void;
  /** Where the library has this file, relative to the library folder; null when it has none. */
  pathOf(folder: string, clipId: ClipId, kind: AssetKind): string | null;
  /** Compares the database with what is remembered, and some of the files with their hashes. The program may be at work. */
  compare(folder: string): void;
  /** Whether another hand has written what stands at this path of the library folder. */
  isLeftByOthers(path: string): boolean;
  /** Compares everything that is on disk when the program has ended and nothing was left to do. */
  compareAll(folder: string): void;

  jobs(): readonly LedgerJob[];
  /** Songs that the program has listed and that were not removed. */
  songs(): readonly LedgerSong[];
  removedSongs(): readonly LedgerSong[];
}

export interface LedgerJob {
  readonly id: JobId;
  readonly clipIds: readonly ClipId[];
}

export interface LedgerSong {
  readonly job: JobId;
  readonly clipId: ClipId;
  readonly title: string;
  /** Words that stand in no other song. */
  readonly words: string;
  /** SHA-256 of each file as the host has it. */
  readonly hashes: Readonly<Record<SongKind, string>>;
  /** Files that the program has told as present. */
  readonly told: Set<AssetKind>;
}

interface FileRow {
  readonly clipId: string;
  readonly kind: AssetKind;
  readonly path: string | null;
  readonly hash: string | null;
  readonly isMissing: 0 | 1;
}

const nameOf = (clipId: string, kind: AssetKind) => `${clipId} ${kind}`;

function isThere(row: FileRow | undefined): row is FileRow & { readonly path: string } {
  return row !== undefined && row.path !== null && row.isMissing === 0;
}

const KINDS = ['cover', 'audio', 'wav'] as const;
type SongKind = (typeof KINDS)[number];

const SONGS_PER_JOB = 2;
/** So many files are read at each comparison. */
const COMPARED_FILES = 6;

export function createLedger(server: FlowServer, random: () => number): Ledger {
  const songs = new Map<ClipId, LedgerSong>();
  const jobs = new Map<JobId, LedgerJob & { state: 'new' | 'added' | 'removed' }>();
  const listedSongs = new Set<ClipId>();
  const removed = new Set<ClipId>();
  /** Songs that are to come back and have not been listed since. */
  const awaited = new Set<ClipId>();
  /** `<clip id> <kind>` of files that another hand has changed or removed and that nobody has seen whole since. */
  const harmed = new Set<string>();
  /** Paths that keep what another hand has written: the program leaves them alone. */
  const leftByOthers = new Set<string>();
  let songCount = 0;

  function bytesOf(kind: SongKind, number: number): Buffer {
    if (kind === 'cover') return uniqueCover(number);
    if (kind === 'audio') return uniqueAudio(number);
    return bigAudio(40_000 + 2_000 * (number % 50), number);
  }

  function newSong(job: JobId, number: number): LedgerSong {
    const title = `Song ${number}`;
    const clipId = uuid(`clip ${title}`) as ClipId;
    const hash = (kind: SongKind) => sha256(bytesOf(kind, number));
    const song: LedgerSong = {
      job,
      clipId,
      title,
      words: `railing ${number}`,
      hashes: { cover: hash('cover'), audio: hash('audio'), wav: hash('wav') },
      told: new Set(),
    };
    songs.set(clipId, song);
    return song;
  }

  function fieldsOf(song: LedgerSong, number: number) {
    const serve = (kind: SongKind) =>
      server.file(`/${song.clipId}.${kind}`, { bytes: () => bytesOf(kind, number) });
    return clip(song.title, {
      ...timedWords(number),
      image_url: serve('cover'),
      audio_url: serve('audio'),
      wav_url: serve('wav'),
    });
  }

  function isLive(song: LedgerSong): boolean {
    return !removed.has(song.clipId);
  }

  /** What the database has of a song, for who has to find out what went wrong. */
  function rowsOf(folder: string, { clipId }: LedgerSong): string {
    const db = new BetterSqlite3(join(folder, 'library.sqlite'), { readonly: true });
    try {
      const row = db.prepare('SELECT * FROM clip WHERE clip_id = ?').get(clipId);
      const own = (table: string) =>
        db
          .prepare(`SELECT ${table}.* FROM ${table} JOIN clip ON clip.id = ${table}.clip WHERE clip_id = ?`)
          .all(clipId);
      return JSON.stringify([row, own('asset'), own('download'), own('job_clip')]);
    } finally {
      db.close();
    }
  }

  /** Reads them beside the program, which may be at work. */
  function readRows(folder: string) {
    const db = new BetterSqlite3(join(folder, 'library.sqlite'), { readonly: true });
    try {
      const ids = new Set(db.prepare<[], string>('SELECT id FROM job').pluck().all());
      const files = db
        .prepare<[], FileRow>(
          `SELECT clip_id AS clipId, kind, path, present_sha256 AS hash, is_missing AS isMissing
           FROM asset JOIN clip ON clip.id = asset.clip`,
        )
        .all();
      return { ids, files };
    } finally {
      db.close();
    }
  }

  function expectRows(ids: ReadonlySet<string>, rows: readonly FileRow[]): void {
    for (const { id, state } of jobs.values()) {
      if (state === 'added') expect(ids.has(id), `job ${id} is there`).toBe(true);
      if (state === 'removed') expect(ids.has(id), `job ${id} stays away`).toBe(false);
    }
    const known = new Map(rows.map((row) => [nameOf(row.clipId, row.kind), row]));
    for (const song of [...songs.values()].filter(isLive)) {
      for (const kind of song.told) {
        const name = nameOf(song.clipId, kind);
        const row = known.get(name);
        if (harmed.has(name)) continue;
        const hash = isThere(row) ? row.hash : null;
        expect(hash, `${kind} of ${song.title}: ${JSON.stringify(row)}`).toBe(song.hashes[kind as SongKind]);
      }
    }
    for (const { clipId } of rows) expect(removed.has(clipId as ClipId), `${clipId} stays away`).toBe(false);
  }

  return {
    newJob() {
      const id = uuid(`job ${jobs.size}`) as JobId;
      const numbers = Array.from({ length: SONGS_PER_JOB }, () => (songCount += 1));
      const own = numbers.map((number) => [newSong(id, number), number] as const);
      const done = success(own.map(([song, number]) => fieldsOf(song, number)));
      const before: readonly ApiAnswer[] = random() < 0.2 ? [running(40)] : [];
      server.job(id, [...before, done]);
      jobs.set(id, { id, clipIds: own.map(([song]) => song.clipId), state: 'new' });
      return id;
    },
    added(ids) {
      for (const id of ids) {
        const job = jobs.get(id);
        if (job) job.state = 'added';
      }
    },
    removedJob(id) {
      const job = jobs.get(id);
      if (job) job.state = 'removed';
    },
    removedSong(clipId) {
      removed.add(clipId);
      listedSongs.delete(clipId);
      songs.get(clipId)?.told.clear();
    },
    halfRemoved(clipId) {
      for (const kind of KINDS) harmed.add(nameOf(clipId, kind));
    },
    wantedBack(clipIds) {
      for (const clipId of clipIds) {
        removed.delete(clipId);
        awaited.add(clipId);
      }
    },
    listed(rows) {
      for (const { clipId, title, assets } of rows) {
        const song = songs.get(clipId);
        expect(song?.title, `${clipId} is a song of the service`).toBe(title);
        expect(removed.has(clipId), `${title} stays away`).toBe(false);
        listedSongs.add(clipId);
        awaited.delete(clipId);
        for (const { kind, state, version } of assets) {
          if (!song || state !== 'present' || version === null) continue;
          if (!harmed.has(nameOf(clipId, kind)))
            expect(song.hashes[kind as SongKind].startsWith(version)).toBe(true);
          song.told.add(kind);
        }
      }
    },
    damaged(song, kind, leaves) {
      harmed.add(nameOf(song.clipId, kind));
      if (leaves !== null) leftByOthers.add(leaves);
    },
    pathOf(folder, clipId, kind) {
      return readRows(folder).files.find((row) => row.clipId === clipId && row.kind === kind)?.path ?? null;
    },
    compare(folder) {
      const { ids, files: rows } = readRows(folder);
      expectRows(ids, rows);
      const files = rows.filter(isThere);
      for (let count = 0; count < COMPARED_FILES && files.length > 0; count += 1) {
        const row = files[Math.floor(random() * files.length)];
        const path = join(folder, 'Library', row?.path ?? '');
        // What was removed since the rows were read, or stands in a folder that is away, is not there.
        if (!row || harmed.has(nameOf(row.clipId, row.kind)) || !existsSync(path)) continue;
        expect(sha256(readFileSync(path)), path).toBe(row.hash);
      }
    },
    isLeftByOthers: (path) => leftByOthers.has(path),
    compareAll(folder) {
      const library = join(folder, 'Library');
      const rows = readLibraryRows(join(folder, 'library.sqlite'));
      harmed.clear();
      expectRows(
        new Set(rows.jobs),
        rows.files.map((file) => ({ ...file, isMissing: 0 })),
      );
      const journal = readFileSync(join(library, 'jobs.jsonl'), 'utf8');
      for (const { id, state } of jobs.values()) if (state !== 'new') expect(journal).toContain(id);

      const live = [...songs.values()].filter(
        (song) => isLive(song) && !awaited.has(song.clipId) && jobs.get(song.job)?.state === 'added',
      );
      const pathOf = new Map(rows.files.map((file) => [nameOf(file.clipId, file.kind), file.path]));
      const expected = new Set([...leftByOthers, 'jobs.jsonl', 'library.json']);
      for (const song of live) {
        for (const kind of KINDS) {
          const path = pathOf.get(nameOf(song.clipId, kind)) ?? '';
          expect(path, `${kind} of ${song.title}, ${song.clipId}: ${rowsOf(folder, song)}`).not.toBe('');
          expect(sha256(readFileSync(join(library, path))), path).toBe(song.hashes[kind]);
          expected.add(path);
          const place = dirname(path);
          for (const name of ['clip.json', `${song.title}.txt`, `${song.title}.lrc`])
            expected.add(`${place}/${name}`);
          expect(existsSync(join(library, place, 'clip.json')), `clip.json of ${song.title}`).toBe(true);
        }
      }
      // Of jobs that were removed songs are left, whole or not; nobody was told that a new job was taken.
      const others = [...songs.values()].filter((song) => isLive(song) && !live.includes(song));
      const isOfOthers = (path: string) =>
        others.some(({ clipId }) => path.includes(`[${clipId.slice(0, 8)}]`));
      // Words of which the program could not note that they are its own may be somebody's, and stay with a song that goes.
      const areWords = (path: string) =>
        /\.(txt|lrc)$/.test(path) && [...removed].some((clipId) => path.includes(`[${clipId.slice(0, 8)}]`));
      const surplus = listFiles(library).filter(
        (path) => !expected.has(path) && !path.startsWith('Lyrics/') && !isOfOthers(path) && !areWords(path),
      );
      expect(surplus, 'files that nobody needs').toEqual([]);
    },
    jobs: () => [...jobs.values()].filter(({ state }) => state === 'added'),
    songs: () => [...songs.values()].filter((song) => isLive(song) && listedSongs.has(song.clipId)),
    removedSongs: () => [...songs.values()].filter((song) => !isLive(song)),
  };
}
