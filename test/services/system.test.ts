import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import type { PlaybackReport } from '@shared/system';
import { failed, notFound, success } from '../support/flow-server';
import { wav } from '../support/media';
import { clip, serveFiles, uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** The system around the player, as the core asks for it: the desktop is one that writes everything down. */

const world = createWorld();

const JOB = uuid('job');
const OTHER_JOB = uuid('other job');
const TIDE = uuid('clip Low Tide') as ClipId;
const SECOND = uuid('clip Second') as ClipId;
const WORDS_ONLY = uuid('clip Words') as ClipId;
/** Jobs that end within it are told together. */
const GATHER_MS = 4_000;

const PLAYING: PlaybackReport = {
  clipId: TIDE,
  title: 'Low Tide',
  isPlaying: true,
  hasNext: true,
  hasPrevious: true,
  isVideoLarge: false,
};

/** A core with a whole song, one that has no WAV, and one of words alone. */
async function withSongs(settings: Parameters<typeof world.core>[1] = {}) {
  const server = await world.server();
  const { urls } = serveFiles(server, 'Low Tide');
  const second = serveFiles(server, 'Second').urls;
  const songs = [
    clip('Low Tide', { ...urls, wav_url: server.file('/tide.wav', { bytes: wav(), type: 'audio/wav' }) }),
    clip('Second', { audio_url: second.audio_url }),
    clip('Words'),
  ];
  server.job(JOB, success(songs));
  const core = await world.core(server, settings);
  await core.add(JOB);
  await core.settled();
  return { server, core };
}

describe('what the player does', () => {
  it('keeps the machine awake while it plays, and its screen while a picture is large', async () => {
    const core = await world.core(null);
    const kept = core.desktop.kept as string[];
    const report = (part: Partial<PlaybackReport>) => core.invoke('player.report', { ...PLAYING, ...part });
    await report({ isPlaying: false });
    expect(kept).toEqual([]);
    await report({});
    await report({ title: 'Second' });
    expect(kept).toEqual(['awake']);
    await report({ isVideoLarge: true });
    expect(kept).toEqual(['awake', 'picture']);
    // The mini player covers it.
    await core.invoke('settings.update', { isMini: true });
    await core.invoke('settings.update', { isMini: false });
    expect(kept.splice(2)).toEqual(['awake', 'picture']);
    await report({ isVideoLarge: true, isPlaying: false });
    expect(kept).toEqual(['awake', 'picture', 'none']);
    await report({});
    core.app.windowGone();
    expect(kept).toEqual(['awake', 'picture', 'none', 'awake', 'none']);
    await report({});
    await core.stop();
    expect(kept.at(-1)).toBe('none');
  });

  it('is paused when the machine goes to sleep, and nothing is played when it wakes', async () => {
    const core = await world.core(null);
    core.app.sleep();
    core.app.wake();
    const told = core.events.emitted.map(({ event }) => event);
    expect(told.filter((event) => event === 'player.pause')).toHaveLength(1);
    expect(core.events.of('menu.command')).toEqual([]);
  });

  it('is told in the tray where the user wants one, and can be asked for there', async () => {
    const core = await world.core(null);
    await core.invoke('player.report', PLAYING);
    expect(core.desktop.trays).toEqual([]);
    await core.invoke('settings.update', { hasTray: true });
    const content = { title: 'Low Tide', isPlaying: true, hasNext: true, hasPrevious: true, language: 'en' };
    expect(core.desktop.trays).toEqual([content]);
    // What it does not tell is no reason to show it anew.
    await core.invoke('player.report', { ...PLAYING, isVideoLarge: true });
    await core.invoke('settings.update', { volume: 0.2 });
    expect(core.desktop.trays).toHaveLength(1);
    await core.invoke('player.report', { ...PLAYING, isPlaying: false });
    expect(core.desktop.trays.at(-1)).toEqual({ ...content, isPlaying: false });

    await core.invoke('settings.update', { language: 'ru' });
    expect(core.desktop.trays.at(-1)).toEqual({ ...content, isPlaying: false, language: 'ru' });

    core.desktop.press('next');
    core.desktop.press('show-window');
    expect(core.events.of('menu.command')).toEqual([{ command: 'next' }]);
    expect(core.desktop.shownCount()).toBe(1);
    await core.invoke('settings.update', { hasTray: false });
    expect(core.desktop.trays.at(-1)).toBeNull();
  });
});

describe('the mini player', () => {
  it('is a setting that main carries out, at the next start too', async () => {
    const core = await world.core(null);
    expect(core.desktop.minis).toEqual([false]);
    await core.invoke('settings.update', { isMini: true });
    expect(core.desktop.minis.at(-1)).toBe(true);
    const next = await world.restart(core);
    expect(next.desktop.minis).toEqual([true]);
  });
});

describe('the ends of jobs', () => {
  it('are told in one notification while another program is in front; its press shows the songs', async () => {
    const { server, core } = await withSongs();
    await core.advance(GATHER_MS);
    const [first] = core.desktop.notified;
    expect(first).toEqual({
      title: '1 job done · 3 songs',
      body: expect.stringContaining('Low Tide') as string,
    });
    expect(core.desktop.counts).toEqual([3]);

    server.job(OTHER_JOB, success([clip('Third')]));
    server.job(uuid('refused'), failed('The prompt was refused.'));
    await core.add(OTHER_JOB, uuid('refused'));
    await core.settled();
    await core.advance(GATHER_MS);
    expect(core.desktop.notified.slice(1)).toEqual([
      { title: '1 job done · 1 song · 1 job failed', body: 'Third' },
    ]);
    core.desktop.pressNotification();
    expect(core.desktop.shownCount()).toBe(1);
    expect(core.events.of('menu.command')).toEqual([{ command: 'place-songs' }]);
    core.app.focused();
    expect(core.desktop.counts.at(-1)).toBe(0);
  });

  it('are told in the user’s language: the system’s, until another is chosen', async () => {
    const { server, core } = await withSongs({ systemLanguage: 'ru' });
    await core.advance(GATHER_MS);
    expect(core.desktop.notified[0]).toMatchObject({ title: 'Выполнено 1 задание · 3 песни' });
    await core.invoke('settings.update', { language: 'zh' });
    server.job(OTHER_JOB, success([clip('Third')]));
    await core.add(OTHER_JOB);
    await core.settled();
    await core.advance(GATHER_MS);
    expect(core.desktop.notified[1]).toEqual({ title: '1 个任务已完成 · 1 首歌曲', body: 'Third' });
  });

  it('tell why jobs failed, also one that the service does not know', async () => {
    const server = await world.server();
    server.job(uuid('refused'), failed('The prompt was refused.'));
    server.job(uuid('lost'), notFound());
    const core = await world.core(server);
    await core.add(uuid('refused'), uuid('lost'));
    await core.waitFor(async () => (await core.job(uuid('lost'))).phase === 'lost');
    await core.advance(GATHER_MS);
    expect(core.desktop.notified).toEqual([
      { title: '1 job failed', body: 'The prompt was refused.' },
      { title: '1 job failed', body: 'The service gave no reason.' },
    ]);
    core.desktop.pressNotification();
    expect(core.events.of('menu.command')).toEqual([{ command: 'place-jobs' }]);
  });

  it('are told neither to somebody at the window nor against the setting, and a job that is asked again is no news', async () => {
    const { core } = await withSongs({ settings: { hasNotifications: false } });
    await core.advance(GATHER_MS);
    await core.invoke('settings.update', { hasNotifications: true });
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.settled();
    await core.advance(GATHER_MS);
    core.desktop.setFocused(true);
    await core.add(OTHER_JOB);
    await core.advance(60_000);
    expect(core.desktop.notified).toEqual([]);
    expect(core.desktop.counts).toEqual([]);
  });
});

describe('keys that work everywhere', () => {
  const KEYS = {
    'play-pause': 'Ctrl+Alt+Space',
    previous: 'Ctrl+Alt+Space',
    next: 'F8',
    'show-window': 'F9',
  };

  it('are taken while they are wanted, and what does not work is told with why', async () => {
    const core = await world.core(null);
    core.desktop.occupy('F8');
    await core.invoke('settings.update', { globalKeys: KEYS });
    expect(core.desktop.chords()).toEqual([]);
    await core.invoke('settings.update', { hasGlobalKeys: true });
    expect(core.desktop.chords()).toEqual(['Ctrl+Alt+Space', 'F9']);
    const { globalKeys } = await core.invoke('system.state', {});
    expect(globalKeys).toEqual({ isSupported: true, refused: { previous: 'twice', next: 'taken' } });
    expect(core.events.of('system.changed').at(-1)?.state.globalKeys).toEqual(globalKeys);

    core.desktop.pressChord('Ctrl+Alt+Space');
    core.desktop.pressChord('F9');
    expect(core.events.of('menu.command')).toEqual([{ command: 'play-pause' }]);
    expect(core.desktop.shownCount()).toBe(1);
    await core.invoke('settings.update', { globalKeys: { next: 'F7' } });
    expect(core.desktop.chords()).toEqual(['F7']);
    await core.stop();
    expect(core.desktop.chords()).toEqual([]);
  });

  it('are not asked for where the desktop has none', async () => {
    const core = await world.core(null);
    core.desktop.setKeysSupported(false);
    await core.invoke('settings.update', { hasGlobalKeys: true });
    expect(core.desktop.chords()).toEqual([]);
    expect((await core.invoke('system.state', {})).globalKeys).toEqual({ isSupported: false, refused: {} });
  });

  it('says where the system shows no notifications', async () => {
    const core = await world.core(null);
    expect((await core.invoke('system.state', {})).hasNotifications).toBe(true);
    core.desktop.setNotificationsShown(false);
    expect((await core.invoke('system.state', {})).hasNotifications).toBe(false);
  });
});

describe('songs for other programs', () => {
  const drag = (
    core: Awaited<ReturnType<typeof withSongs>>['core'],
    kind: 'audio' | 'wav',
    ...clipIds: ClipId[]
  ) => core.invoke('system.dragSongs', { clipIds, kind });
  const names = (paths: readonly string[] | undefined) => paths?.map((path) => path.split('/').at(-1));

  it('are dragged as their own files, those without any told', async () => {
    const { core } = await withSongs();
    expect(await drag(core, 'audio', TIDE, SECOND, WORDS_ONLY)).toEqual({ missing: 1 });
    expect(names(core.desktop.dragged[0])).toEqual(['Low Tide.m4a', 'Second.m4a']);
    // The WAV where there is one.
    expect(await drag(core, 'wav', TIDE, SECOND)).toEqual({ missing: 0 });
    expect(names(core.desktop.dragged[1])).toEqual(['Low Tide.wav', 'Second.m4a']);
    for (const path of core.desktop.dragged.flat()) expect(path.startsWith(core.library)).toBe(true);

    for (const path of core.desktop.dragged.flat()) rmSync(path, { force: true });
    expect(await drag(core, 'audio', SECOND)).toEqual({ missing: 1 });
    expect(core.desktop.dragged).toHaveLength(2);
    const [song] = (await core.songs()).filter(({ clipId }) => clipId === SECOND);
    expect(song?.assets.find(({ kind }) => kind === 'audio')?.state).toBe('missing');
  });

  it('are opened with the system’s own program, or with one that was chosen and is still there', async () => {
    const { core } = await withSongs();
    const open = (programId: string | null) =>
      core.invoke('system.openSong', { clipId: TIDE, kind: null, programId });
    await open(null);
    core.shell.choose('/opt/editor');
    const editor = await core.invoke('system.chooseProgram', {});
    core.shell.choose('/opt/Daw.exe');
    const daw = await core.invoke('system.chooseProgram', {});
    expect([editor?.name, daw?.name]).toEqual(['editor', 'Daw']);
    await open(editor?.id ?? '');
    expect(core.shell.openedWith.map(({ program }) => program)).toEqual([null, '/opt/editor']);
    expect(names(core.shell.openedWith.map(({ path }) => path))).toEqual(['Low Tide.m4a', 'Low Tide.m4a']);

    core.shell.removeProgram('/opt/editor');
    await expect(open(editor?.id ?? '')).rejects.toMatchObject({ code: 'program-missing' });
    expect((await core.invoke('system.state', {})).programs).toEqual([daw]);
    await expect(open('0123456789abcdef')).rejects.toMatchObject({ code: 'program-missing' });
    core.shell.choose('/opt/editor');
    await expect(core.invoke('system.chooseProgram', {})).rejects.toMatchObject({ code: 'no-program' });
    expect(core.settings.read().programs).toEqual(['/opt/Daw.exe']);
    await core.invoke('system.forgetProgram', { id: daw?.id ?? '' });
    expect(core.settings.read().programs).toEqual([]);
    await expect(
      core.invoke('system.openSong', { clipId: WORDS_ONLY, kind: null, programId: null }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('remembers the last eight programs, each once', async () => {
    const core = await world.core(null);
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 2]) {
      core.shell.choose(`/opt/program-${number}`);
      await core.invoke('system.chooseProgram', {});
    }
    expect((await core.invoke('system.state', {})).programs.map(({ name }) => name)).toEqual(
      [2, 9, 8, 7, 6, 5, 4, 3].map((number) => `program-${number}`),
    );
  });
});
