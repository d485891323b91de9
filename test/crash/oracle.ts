import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect } from 'vitest';
import type { AssetKind, JobId, SongRow } from '@shared/model';
import { listFiles } from '../support/core';
import type { CoreProcess } from '../support/core-process';
import type { FromCore } from '../support/core-process-entry';
import { success, type FlowServer } from '../support/flow-server';
import { readLibraryRows } from '../support/library-rows';
import { bigAudio, sha256 } from '../support/media';
import { timedWords, TOLD_DURATION_S, uniqueAudio, uniqueCover } from '../support/numbered-songs';
import { clip, uuid } from '../support/songs';

/**
 * Stands outside the program that is killed and remembers all that it was told as done. Whatever happens to the
 * program, that must be on disk from then on; and in the end the library is what it would be had nothing happened.
 */
export interface Oracle {
  /** Makes a job of two songs with three files each, none like another; its id. */
  newJob(): JobId;
  /** Adds jobs as the user would; from the answer on the ids must never be lost. */
  add(core: CoreProcess, ids: readonly JobId[]): Promise<void>;
  /** To be called with all that a core tells: asks for the songs whenever they have changed and remembers the files. */
  hear(core: CoreProcess, message: FromCore): void;
  /** What must hold of a folder whose program was killed a moment ago. */
  inspect(folder: string): void;
  /** Lets the core finish all that was acknowledged, kills it and looks at every file. */
  finish(core: CoreProcess, folder: string): Promise<void>;
  /** How many ids and files were acknowledged so far. */
  acknowledged(): { readonly jobs: number; readonly files: number };
}

interface ExpectedSong {
  readonly job: JobId;
  readonly title: string;
  readonly clipId: string;
  readonly files: Readonly<Partial<Record<AssetKind, Buffer>>>;
}

export interface OracleOptions {
  /** How fast the host sends; as fast as it can when absent. */
  readonly bytesPerSecond?: number;
}

const SONGS_PER_JOB = 2;
const ALL_SONGS = { search: '', sort: 'arrived', direction: 'asc', offset: 0, limit: 500 } as const;
const SETTLED_WITHIN_MS = 60_000;

export function createOracle(server: FlowServer, { bytesPerSecond }: OracleOptions = {}): Oracle {
  const songs = new Map<string, ExpectedSong>();
  const jobs = new Set<JobId>();
  /** SHA-256 by clip id and kind. */
  const files = new Map<string, string>();
  let jobCount = 0;

  function newSong(job: JobId, number: number): ExpectedSong {
    const title = `Song ${number}`;
    const song: ExpectedSong = {
      job,
      title,
      clipId: uuid(`clip ${title}`),
      files: {
        cover: uniqueCover(number),
        audio: uniqueAudio(number),
        wav: bigAudio(150_000 + 1_000 * number, number),
      },
    };
    songs.set(song.clipId, song);
    return song;
  }

  function addressesOf(song: ExpectedSong) {
    const serve = (kind: 'cover' | 'audio' | 'wav') => {
      const speed = bytesPerSecond === undefined ? {} : { bytesPerSecond };
      return server.file(`/${song.clipId}.${kind}`, { bytes: song.files[kind] ?? Buffer.alloc(0), ...speed });
    };
    return { image_url: serve('cover'), audio_url: serve('audio'), wav_url: serve('wav') };
  }

  async function askForSongs(core: CoreProcess): Promise<void> {
    let rows: readonly SongRow[];
    try {
      ({ rows } = await core.invoke('songs.page', ALL_SONGS));
    } catch {
      // Killed before it answered: nothing was acknowledged.
      return;
    }
    for (const { clipId, assets } of rows) {
      for (const { kind, state, version } of assets) {
        if (state === 'present' && version !== null) files.set(`${clipId} ${kind}`, version);
      }
    }
  }

  function inspect(folder: string): void {
    const library = join(folder, 'Library');
    const rows = readLibraryRows(join(folder, 'library.sqlite'));
    expect(rows.jobs).toEqual(expect.arrayContaining([...jobs]));
    const journal = jobs.size === 0 ? '' : readFileSync(join(library, 'jobs.jsonl'), 'utf8');
    for (const id of jobs) expect(journal).toContain(id);

    const onDisk = new Map<string, string>();
    for (const { clipId, kind, path, bytes, hash } of rows.files) {
      const content = readFileSync(join(library, path));
      expect(sha256(content), path).toBe(hash);
      expect(content.length).toBe(bytes);
      expect(content.equals(songs.get(clipId)?.files[kind] ?? Buffer.alloc(0)), path).toBe(true);
      onDisk.set(`${clipId} ${kind}`, hash);
    }
    for (const [name, version] of files) expect(onDisk.get(name)?.startsWith(version), name).toBe(true);

    const hashes = listFiles(library)
      .filter((path) => /\.(m4a|wav|jpg)$/.test(path))
      .map((path) => sha256(readFileSync(join(library, path))));
    expect(new Set(hashes).size, 'no file is there twice').toBe(hashes.length);
  }

  async function finish(core: CoreProcess, folder: string): Promise<void> {
    await core.waitFor(core.isReady, SETTLED_WITHIN_MS);
    await core.waitFor(async () => {
      const { counts } = await core.invoke('app.snapshot', {});
      return counts.activeJobs === 0 && counts.downloads === 0;
    }, SETTLED_WITHIN_MS);
    const db = new BetterSqlite3(join(folder, 'library.sqlite'), { readonly: true });
    const due = db.prepare('SELECT 1 FROM clip WHERE is_sidecar_due <> 0');
    await core.waitFor(() => due.get() === undefined, SETTLED_WITHIN_MS);
    db.close();
    const came = [...songs.values()].filter((song) => jobs.has(song.job));
    for (const song of came.slice(-SONGS_PER_JOB)) {
      const found = await core.invoke('songs.page', { ...ALL_SONGS, search: `"${song.title}"` });
      expect(found.rows.map((row) => row.clipId)).toContain(song.clipId);
    }
    await core.kill();

    inspect(folder);
    const library = join(folder, 'Library');
    const expected = ['jobs.jsonl', 'library.json'];
    for (const song of came) {
      const place = `${song.title} [${song.clipId.slice(0, 8)}]`;
      const names = ['cover.jpg', ...['m4a', 'wav', 'txt', 'lrc'].map((end) => `${song.title}.${end}`)];
      expected.push(...[...names, 'clip.json'].map((name) => `${place}/${name}`));
      expectWholeClipFile(join(library, place, 'clip.json'), song);
    }
    const present = listFiles(library).filter((path) => isExpectedOf(path, jobs, songs));
    expect(present).toEqual(expected.sort());
  }

  return {
    newJob() {
      const id = uuid(`job ${jobCount}`) as JobId;
      const numbers = [1, 2].map((take) => SONGS_PER_JOB * jobCount + take);
      jobCount += 1;
      server.job(
        id,
        success(
          numbers.map((number) => {
            const song = newSong(id, number);
            return clip(song.title, {
              ...addressesOf(song),
              ...timedWords(number),
            });
          }),
        ),
      );
      return id;
    },
    async add(core, ids) {
      await core.invoke('jobs.add', { text: ids.join('\n') });
      for (const id of ids) jobs.add(id);
    },
    hear(core, message) {
      if (message.kind === 'event' && message.event === 'library.changed') void askForSongs(core);
    },
    inspect,
    finish,
    acknowledged: () => ({ jobs: jobs.size, files: files.size }),
  };
}

/** Beside each whole song stands a description that names its files and its measured length. */
function expectWholeClipFile(path: string, song: ExpectedSong): void {
  const content = JSON.parse(readFileSync(path, 'utf8')) as {
    durationMs: number | null;
    files: { kind: string; servedSha256: string }[];
  };
  const described = Object.fromEntries(content.files.map((file) => [file.kind, file.servedSha256]));
  const expected = Object.entries(song.files).map(([kind, bytes]) => [kind, sha256(bytes)]);
  expect(described, path).toEqual(Object.fromEntries(expected));
  expect(content.durationMs, path).not.toBe(TOLD_DURATION_S * 1_000);
  expect(content.durationMs, path).toBeGreaterThan(0);
}

/** Leaves out what belongs to jobs that were stored though nobody was told so. */
function isExpectedOf(
  path: string,
  jobs: ReadonlySet<JobId>,
  songs: ReadonlyMap<string, ExpectedSong>,
): boolean {
  const song = [...songs.values()].find((each) => path.includes(`[${each.clipId.slice(0, 8)}]`));
  return song === undefined || jobs.has(song.job);
}
