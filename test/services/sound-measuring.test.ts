import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipId, JobId, SongSound } from '@shared/model';
import { createClipRepository } from '../../src/main/db/clips';
import { openDatabase } from '../../src/main/db/database';
import { createDownloadRepository } from '../../src/main/db/downloads';
import type { SoundMeter, SoundReading } from '../../src/main/ports';
import type { Core, CoreOptions } from '../support/core';
import { factsOf, namingOf, placeOf } from '../support/database';
import { success, type FlowServer } from '../support/flow-server';
import { audio, mp3, otherAudio, video, wav } from '../support/media';
import { createRecordingLog } from '../support/ports';
import { clip, uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** Songs are heard once, in the background, and what was heard is kept. */

const world = createWorld();
const JOB = uuid('job') as JobId;
const idOf = (title: string) => uuid(`clip ${title}`) as ClipId;
const WAVEFORM = new Uint8Array(800).fill(7);
const heardAs = (lufs: number, truePeakDb = -1): SoundReading => ({
  kind: 'heard',
  loudness: { lufs, truePeakDb },
  waveform: WAVEFORM,
});

interface FakeMeter extends SoundMeter {
  /** Names of the files that it was given, in order. */
  readonly measured: string[];
  /** What it hears in files whose name has this in it; -14 LUFS in all others. */
  readonly hears: Map<string, () => SoundReading | Promise<SoundReading>>;
  /** Most files that it had at once. */
  mostAtOnce: number;
}

function createFakeMeter(): FakeMeter {
  let atOnce = 0;
  let giveUp: () => void = () => undefined;
  const meter: FakeMeter = {
    measured: [],
    hears: new Map(),
    mostAtOnce: 0,
    async measure(path) {
      atOnce += 1;
      meter.mostAtOnce = Math.max(meter.mostAtOnce, atOnce);
      meter.measured.push(basename(path));
      const hears = [...meter.hears].find(([part]) => basename(path).includes(part))?.[1];
      const ended = new Promise<SoundReading>((resolve) => {
        giveUp = () => resolve({ kind: 'unavailable' });
      });
      const reading = await Promise.race([ended, hears?.() ?? heardAs(-14)]);
      atOnce -= 1;
      return reading;
    },
    end: () => giveUp(),
  };
  return meter;
}

type Files = Readonly<Partial<Record<'audio_url' | 'wav_url' | 'video_url', Buffer>>>;

/** A service with a song for each title, the last the newest. */
function serve(server: FlowServer, songs: Readonly<Record<string, Files>>, fields: object = {}): void {
  const clips = Object.entries(songs).map(([title, files]) =>
    clip(title, {
      ...fields,
      ...Object.fromEntries(
        Object.entries(files).map(([kind, bytes]) => [kind, server.file(`/${title}-${kind}`, { bytes })]),
      ),
    }),
  );
  server.job(JOB, success(clips));
}

async function withSongs(
  songs: Readonly<Record<string, Files>>,
  options: CoreOptions = {},
  fields: object = {},
): Promise<{ readonly core: Core; readonly meter: FakeMeter; readonly server: FlowServer }> {
  const server = await world.server();
  serve(server, songs, fields);
  const meter = createFakeMeter();
  const core = await world.core(server, { soundMeter: meter, ...options });
  await core.add(JOB);
  await core.settled({ pace: 10 });
  return { core, meter, server };
}

const THREE = {
  Anchor: { audio_url: audio() },
  Beacon: { audio_url: otherAudio() },
  Current: { audio_url: mp3() },
};

const soundOf = async (core: Core, title: string): Promise<SongSound> => {
  const sound = await core.invoke('sound.get', { clipId: idOf(title) });
  if (!sound) throw new Error(`There is no ${title}.`);
  return sound;
};
const isKnown = (core: Core, title: string) => async () => (await soundOf(core, title)).state !== 'waiting';
const areKnown = (core: Core, count: number) => () => core.sql('SELECT 1 FROM sound').length >= count;
const isAtRest = (core: Core) => () => core.sql('SELECT 1 FROM sound_due').length === 0;
const want = (core: Core, ...titles: string[]) => core.invoke('sound.want', { clipIds: titles.map(idOf) });
const fileOf = (core: Core, title: string, kind: string) => {
  const [row] = core.sql<{ path: string }>(
    'SELECT path FROM asset JOIN clip ON clip.id = asset.clip WHERE clip_id = ? AND kind = ?',
    idOf(title),
    kind,
  );
  return join(core.library, row?.path ?? '');
};

describe('songs in the background', () => {
  it('are measured one after the other, the newest first, and each once', async () => {
    const { core, meter } = await withSongs(THREE);
    expect(meter.measured).toEqual([]);
    expect(await soundOf(core, 'Anchor')).toEqual({
      state: 'waiting',
      loudness: null,
      takesLoudness: null,
      waveform: null,
    });
    meter.hears.set('Beacon', () => heardAs(-9.5, 0.3));
    await core.waitFor(isAtRest(core));
    expect(meter.measured.map((name) => name.split('.')[0])).toEqual(['Current', 'Beacon', 'Anchor']);
    expect(meter.mostAtOnce).toBe(1);
    expect(await soundOf(core, 'Beacon')).toEqual({
      state: 'measured',
      loudness: { lufs: -9.5, truePeakDb: 0.3 },
      takesLoudness: { lufs: -9.5, truePeakDb: 0.3 },
      waveform: Buffer.from(WAVEFORM).toString('base64'),
    });
    expect(await core.invoke('sound.progress', {})).toEqual({ measured: 3, unmeasurable: 0, songs: 3 });
    await core.advance(3_600_000);
    const next = await world.restart(core);
    await next.advance(3_600_000);
    expect(meter.measured).toHaveLength(3);
  });

  it('go on after a restart where they were', async () => {
    const { core, meter } = await withSongs(THREE);
    await core.waitFor(areKnown(core, 1));
    const next = await world.restart(core);
    await next.waitFor(isAtRest(next));
    expect([...meter.measured].sort()).toHaveLength(3);
    expect(new Set(meter.measured).size).toBe(3);
  });

  it('are told in batches', async () => {
    const { core } = await withSongs(THREE);
    await want(core, 'Anchor', 'Beacon', 'Current');
    await core.waitFor(areKnown(core, 3));
    await core.advance(250);
    const told = core.events.of('sound.measured').flatMap(({ clipIds }) => clipIds);
    expect([...told].sort()).toEqual(['Anchor', 'Beacon', 'Current'].map(idOf).sort());
  });

  it('wait while the machine runs on its battery; what is asked for does not', async () => {
    let isOnBattery = true;
    const power = { isOnBattery: () => isOnBattery };
    const { core, meter } = await withSongs(THREE, { power });
    await core.advance(600_000);
    expect(meter.measured).toEqual([]);
    await want(core, 'Beacon');
    await core.waitFor(isKnown(core, 'Beacon'));
    await core.advance(600_000);
    expect(meter.measured).toHaveLength(1);
    isOnBattery = false;
    await core.waitFor(isAtRest(core));
    expect(meter.measured).toHaveLength(3);
  });

  it('wait while the library folder is not there, and go on when it is back', async () => {
    const { core, meter } = await withSongs(THREE);
    renameSync(core.library, `${core.library}-away`);
    await core.waitFor(async () => {
      core.app.focused();
      return (await core.holds()).some(({ kind }) => kind === 'library-missing');
    });
    await want(core, 'Anchor');
    await core.advance(600_000);
    expect(meter.measured).toEqual([]);
    renameSync(`${core.library}-away`, core.library);
    core.app.focused();
    await core.waitFor(isAtRest(core));
    expect(meter.measured[0]).toContain('Anchor');
    expect(meter.measured).toHaveLength(3);
  });

  it('lose no turn to a folder that went away a moment ago', async () => {
    const { core, meter } = await withSongs(THREE);
    renameSync(core.library, `${core.library}-away`);
    await core.advance(600_000);
    expect(core.sql('SELECT 1 FROM sound_due')).toHaveLength(3);
    renameSync(`${core.library}-away`, core.library);
    core.app.focused();
    await core.waitFor(isAtRest(core));
    expect(meter.measured).toHaveLength(3);
  });
});

describe('what the user asks for', () => {
  it('comes first, in the order that was asked for, at once', async () => {
    const { core, meter } = await withSongs(THREE);
    await want(core, 'Anchor', 'Beacon');
    await core.waitFor(areKnown(core, 2), { pace: 0 });
    expect(meter.measured.map((name) => name.split('.')[0])).toEqual(['Anchor', 'Beacon']);
    // Asked for again, and while it is under way.
    await want(core, 'Anchor', 'Beacon', 'Anchor');
    await core.waitFor(isAtRest(core));
    expect(meter.measured).toHaveLength(3);
    expect(meter.mostAtOnce).toBe(1);
  });

  it('may be of no song at all', async () => {
    const { core, meter } = await withSongs(
      { Song: { audio_url: audio() } },
      { power: { isOnBattery: () => true } },
    );
    await core.invoke('sound.want', { clipIds: ['nobody' as ClipId] });
    await core.advance(60_000);
    expect(meter.measured).toEqual([]);
    expect(await core.invoke('sound.get', { clipId: 'nobody' as ClipId })).toBeNull();
  });
});

describe('the file that is measured', () => {
  it('is the compressed one, else the WAV, else the video', async () => {
    const { core, meter } = await withSongs({
      All: { audio_url: audio(), wav_url: wav(), video_url: video() },
      Two: { wav_url: wav(), video_url: video() },
      One: { video_url: video() },
    });
    await core.waitFor(isAtRest(core));
    expect(meter.measured.map(extname).sort()).toEqual(['.m4a', '.mp4', '.wav']);
  });

  it('is the next one where the first cannot be read, and that is not tried again', async () => {
    const { core, meter } = await withSongs({ Both: { audio_url: audio(), wav_url: wav() } });
    meter.hears.set('.m4a', () => ({ kind: 'unreadable' }));
    await core.waitFor(isKnown(core, 'Both'));
    expect(meter.measured.map(extname)).toEqual(['.m4a', '.wav']);
    expect(await soundOf(core, 'Both')).toMatchObject({ state: 'measured' });
    await want(core, 'Both');
    await core.advance(60_000);
    expect(meter.measured).toHaveLength(2);
  });

  it('is told as unmeasurable where whoever measures it ends at it twice; the rest goes on', async () => {
    const { core, meter } = await withSongs(THREE);
    meter.hears.set('Current', () => ({ kind: 'ended' }));
    let tries = 0;
    meter.hears.set('Beacon', () => ((tries += 1) === 1 ? { kind: 'ended' } : heardAs(-20)));
    await core.waitFor(isAtRest(core));
    expect(meter.measured.map((name) => name.split('.')[0])).toEqual([
      ...['Current', 'Current'],
      ...['Beacon', 'Beacon'],
      'Anchor',
    ]);
    expect(await soundOf(core, 'Current')).toMatchObject({
      state: 'unmeasurable',
      loudness: null,
      waveform: null,
    });
    expect(await soundOf(core, 'Beacon')).toMatchObject({ state: 'measured', loudness: { lufs: -20 } });
    expect(await core.invoke('sound.progress', {})).toEqual({ measured: 2, unmeasurable: 1, songs: 3 });
    const next = await world.restart(core);
    await next.advance(3_600_000);
    expect(meter.measured).toHaveLength(5);
  });

  it('is not even given to whoever decodes it where its length cannot be read', async () => {
    const { core, meter } = await withSongs({ Odd: { audio_url: audio() } });
    writeFileSync(fileOf(core, 'Odd', 'audio'), Buffer.alloc(5_000));
    await core.waitFor(isKnown(core, 'Odd'));
    expect(meter.measured).toEqual([]);
    expect(await soundOf(core, 'Odd')).toMatchObject({ state: 'unmeasurable' });
  });

  it('is measured again when another version of it has come, and only then', async () => {
    const { core, meter, server } = await withSongs({ Song: { audio_url: audio() } });
    meter.hears.set('Song', () => heardAs(-10));
    await core.waitFor(isAtRest(core));
    const path = fileOf(core, 'Song', 'audio');
    rmSync(path);
    expect(await core.app.openFile(idOf('Song'), 'audio')).toBeNull();
    expect((await soundOf(core, 'Song')).state).toBe('measured');

    serve(server, { Song: { audio_url: otherAudio() } });
    meter.hears.set('Song', () => heardAs(-20));
    await core.invoke('songs.fetchFiles', { clipIds: [idOf('Song')] });
    await core.waitFor(async () => (await soundOf(core, 'Song')).loudness?.lufs === -20);
    expect(meter.measured).toHaveLength(2);
    // The same bytes once more.
    rmSync(path);
    await core.app.openFile(idOf('Song'), 'audio');
    await core.invoke('songs.fetchFiles', { clipIds: [idOf('Song')] });
    await core.settled();
    await core.waitFor(isAtRest(core));
    expect(meter.measured).toHaveLength(2);
  });

  it('of many songs may be gone, and the others have their turn all the same', async () => {
    const many = Array.from(
      { length: 24 },
      (_, index) => [`Gone-${index + 1}`, { audio_url: audio() }] as const,
    );
    const { core, meter } = await withSongs({
      Oldest: { audio_url: audio() },
      ...Object.fromEntries(many),
      Newest: { audio_url: audio() },
    });
    for (const [title] of many) rmSync(fileOf(core, title, 'audio'));
    await core.waitFor(isKnown(core, 'Oldest'));
    expect(meter.measured.map((name) => name.slice(0, 6))).toEqual(['Newest', 'Oldest']);
    // Where it was not the files that are gone but what they lie on they have not lost their turn.
    expect(core.sql('SELECT 1 FROM sound_due')).toHaveLength(4);
    expect((await soundOf(core, 'Gone-1')).state).toBe('waiting');
    const back = fileOf(core, 'Gone-1', 'audio');
    writeFileSync(back, audio());
    const again = await world.restart(core);
    await again.waitFor(isKnown(again, 'Gone-1'));
  });

  it('has no turn while it is gone, and has one when it is back', async () => {
    const { core, meter } = await withSongs({ Song: { audio_url: audio() } });
    const path = fileOf(core, 'Song', 'audio');
    renameSync(path, `${path}.away`);
    await core.waitFor(isAtRest(core));
    expect(meter.measured).toEqual([]);
    expect((await soundOf(core, 'Song')).state).toBe('waiting');
    renameSync(`${path}.away`, path);
    await want(core, 'Song');
    await core.waitFor(isKnown(core, 'Song'));
    expect(meter.measured).toEqual([basename(path)]);
    expect(dirname(path)).toContain('Song');
  });
});

describe('what is known', () => {
  it('of silence is that it is silent', async () => {
    const { core, meter } = await withSongs({ Quiet: { audio_url: audio() } });
    meter.hears.set('Quiet', () => ({ kind: 'heard', loudness: null, waveform: new Uint8Array(800) }));
    await core.waitFor(isKnown(core, 'Quiet'));
    expect(await soundOf(core, 'Quiet')).toMatchObject({
      state: 'measured',
      loudness: null,
      takesLoudness: null,
    });
  });

  it('of songs with the same words is the mean of their energy and the highest of their peaks', async () => {
    const { core, meter } = await withSongs(THREE, {}, { lyrics_id: 'words', lyrics: 'la' });
    meter.hears.set('Anchor', () => heardAs(-10, -3));
    meter.hears.set('Beacon', () => heardAs(-20, -0.5));
    meter.hears.set('Current', () => ({ kind: 'unreadable' }));
    await core.waitFor(isAtRest(core));
    const { loudness, takesLoudness } = await soundOf(core, 'Anchor');
    expect(loudness).toEqual({ lufs: -10, truePeakDb: -3 });
    // Of 0.1 and 0.01 the mean is 0.055.
    expect(takesLoudness?.lufs).toBeCloseTo(10 * Math.log10(0.055), 6);
    expect(takesLoudness?.truePeakDb).toBe(-0.5);
    expect((await soundOf(core, 'Current')).takesLoudness).toEqual(takesLoudness);
  });

  it('goes with the song', async () => {
    const { core } = await withSongs(THREE);
    await core.waitFor(isAtRest(core));
    await core.invoke('songs.remove', { clipIds: [idOf('Beacon')], keepsFiles: true });
    expect(core.sql('SELECT 1 FROM sound')).toHaveLength(2);
  });
});

describe('who measures', () => {
  it('that cannot be begun says nothing of a song and is tried again later', async () => {
    const { core, meter } = await withSongs(THREE);
    let isThere = false;
    for (const title of Object.keys(THREE))
      meter.hears.set(title, () => (isThere ? heardAs(-14) : { kind: 'unavailable' }));
    await core.advance(31_000);
    await core.waitFor(() => meter.measured.length > 0, { pace: 10 });
    await core.advance(60_000);
    expect(meter.measured).toHaveLength(1);
    isThere = true;
    await core.waitFor(isAtRest(core), { pace: 1_000 });
    expect(core.sql('SELECT 1 FROM sound WHERE failure IS NULL')).toHaveLength(3);
  });

  it('gives up what is under way when the program stops, and that is measured at the next start', async () => {
    const { core, meter } = await withSongs(THREE);
    meter.hears.set('Current', () => new Promise<SoundReading>(() => undefined));
    await core.waitFor(() => meter.measured.length === 1);
    const next = await world.restart(core);
    expect(next.sql('SELECT 1 FROM sound')).toEqual([]);
    meter.hears.clear();
    await next.waitFor(isAtRest(next));
    expect(next.sql('SELECT 1 FROM sound WHERE failure IS NULL')).toHaveLength(3);
  });

  it('is not asked for ever where no file is where it should be', async () => {
    const { core, meter } = await withSongs({ Song: { audio_url: audio() } });
    await core.waitFor(isAtRest(core));
    await core.stop();
    const db = openDatabase(core.databaseFile, createRecordingLog());
    const [clips, downloads] = [createClipRepository(db), createDownloadRepository(db)];
    for (const id of Array.from({ length: 25 }, (_, index) => `gone-${index}`)) {
      const { row } = clips.insert(factsOf(id), namingOf(id), placeOf(id), 1);
      const file = { path: `${id}/x.m4a`, format: 'm4a', bytes: 1, sha256: id, isUnverified: false } as const;
      downloads.adopt(row, 'audio', file, false, 1);
    }
    db.close();
    const once = await world.restart(core);
    await once.advance(31_000);
    await once.waitFor(() => once.sql('SELECT 1 FROM sound_due').length <= 5);
    for (let minute = 0; minute < 60; minute += 1) await once.advance(60_000);
    expect(once.sql('SELECT 1 FROM sound_due')).toHaveLength(5);
    const twice = await world.restart(once);
    await twice.waitFor(isAtRest(twice));
    expect(meter.measured).toHaveLength(1);
  });
});
