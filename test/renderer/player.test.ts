import { describe, expect, it, vi } from 'vitest';
import type { Asset, AssetKind, ClipId, Song, SongListing } from '@shared/model';
import type { Engine, EngineEvents } from '../../src/renderer/player/engine';
import { createPlayer } from '../../src/renderer/player/player';
import type { PlayerNotice } from '../../src/renderer/player/player-state';
import { songAt, startQueue } from '../../src/renderer/player/queue';
import { setStandIn } from '../../src/renderer/player/stand-in';

const LISTING: SongListing = { search: '', sort: 'created', direction: 'desc' };

function asset(kind: AssetKind): Asset {
  return {
    kind,
    state: 'present',
    format: null,
    version: 'f'.repeat(12),
    isUnverified: false,
    percent: null,
    failure: null,
  };
}

function song(name: string, kinds: readonly AssetKind[] = ['audio', 'wav']): Song {
  return {
    clipId: name as ClipId,
    title: name,
    subtitle: '',
    model: null,
    action: null,
    durationMs: 60_000,
    createdAt: null,
    arrivedAt: 0,
    lyricsState: 'none',
    isFavourite: false,
    rating: 0,
    tags: [],
    plays: 0,
    lastPlayedAt: null,
    isHidden: false,
    assets: kinds.map(asset),
    soundPrompt: null,
    seed: null,
    bpm: null,
    lyricsId: null,
    parentClipId: null,
    jobIds: [],
    folder: name,
  };
}

/** A player with an engine that only notes what it was told. */
function setUp(songs: readonly Song[]) {
  let events!: EngineEvents;
  let positionMs = 0;
  const loaded: { address: string; gainDb: number; startMs: number; isPlaying: boolean }[] = [];
  const exchanged: string[] = [];
  const prepared: (string | null)[] = [];
  const engine: Engine = {
    load({ address, gainDb }, options) {
      loaded.push({ address, gainDb, ...options });
      positionMs = options.startMs;
      events.playing(options.isPlaying);
    },
    exchange: ({ address }) => exchanged.push(address),
    unload: () => events.playing(false),
    play: () => events.playing(true),
    pause: () => events.playing(false),
    fadeAway: vi.fn(),
    seek: (ms) => {
      positionMs = ms;
      events.moved();
    },
    positionMs: () => positionMs,
    prepare: (source) => prepared.push(source === null ? null : source.address),
    setGain: vi.fn(),
    setCrossfade: vi.fn(),
    setSpeed: vi.fn(),
    setLoop: vi.fn(),
    setVolume: vi.fn(),
    setDevice: async () => undefined,
    analyser: () => null,
    showPictureIn: vi.fn(),
    picture: () => {
      throw new Error('There is no picture here');
    },
  };
  const notices: PlayerNotice[] = [];
  const save = vi.fn();
  const library = [...songs];
  const gains = new Map<ClipId, number>();
  const disk = { isFolderThere: true, back: new Set<ClipId>() };
  const player = createPlayer({
    createEngine: (given) => {
      events = given;
      return engine;
    },
    getSong: async (clipId) => library.find((each) => each.clipId === clipId) ?? null,
    lookForFiles: async (clipId) => {
      const at = library.findIndex((each) => each.clipId === clipId);
      if (disk.back.has(clipId)) library[at] = song(clipId);
      return { isFolderThere: disk.isFolderThere };
    },
    getIds: async () => library.map((each) => each.clipId),
    getGain: async ({ clipId }) => gains.get(clipId) ?? 0,
    now: () => Date.now(),
    save,
    tell: (notice) => notices.push(notice),
    random: () => 0.5,
  });
  return {
    player,
    engine,
    gains,
    loaded,
    exchanged,
    notices,
    save,
    library,
    disk,
    at: (ms: number) => {
      positionMs = ms;
      events.ticked();
    },
    prepared,
    end: () => events.ended(),
    follow: () => events.followed(),
    takeOver: () => events.exchanged(),
    fail: () => events.failed({ code: 'damaged', detail: '' }),
    endFade: (isPlaying: boolean) => {
      events.fadeEnded();
      events.playing(isPlaying);
    },
    silence: () => {
      events.playing(false);
      events.silenced();
    },
  };
}

vi.spyOn(console, 'warn').mockImplementation(() => undefined);

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const id = (name: string) => name as ClipId;
const lastOf = (loaded: readonly { address: string }[]) => loaded.at(-1)?.address ?? '';

describe('the player', () => {
  it('plays a song of a listing and goes on to the next when it ends', async () => {
    const { player, loaded, end } = setUp([song('a'), song('b')]);
    player.playListing(LISTING, id('a'));
    await settle();
    expect(lastOf(loaded)).toContain('a/audio');
    expect(player.getState()).toMatchObject({ clipId: 'a', kind: 'audio', isPlaying: true });
    end();
    await settle();
    expect(player.getState().clipId).toBe('b');
    end();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'b', isPlaying: false });
    expect(loaded).toHaveLength(2);
  });

  it('has the next song opened ahead, and knows when it has come by itself', async () => {
    const { player, loaded, prepared, follow } = setUp([song('a'), song('b'), song('c', ['cover'])]);
    player.playListing(LISTING, id('a'));
    await settle();
    expect(prepared.at(-1)).toContain('b/audio');
    follow();
    expect(player.getState()).toMatchObject({ clipId: 'b', kind: 'audio', isPlaying: true });
    await settle();
    expect(prepared.at(-1)).toBeNull();
    expect(loaded).toHaveLength(1);
    player.setRepeat('all');
    await settle();
    expect(prepared.at(-1)).toContain('a/audio');
    player.setSource('wav');
    await settle();
    expect(prepared.at(-1)).toContain('a/wav');
    player.setRepeat('one');
    await settle();
    expect(prepared.at(-1)).toContain('b/wav');
    follow();
    await settle();
    expect(player.getState().clipId).toBe('b');
  });

  it('says why it stands where the system takes no sound, and is tried again by hand', async () => {
    const { player, notices, silence } = setUp([song('a'), song('b')]);
    player.playListing(LISTING, id('a'));
    await settle();
    silence();
    expect(notices).toEqual([{ kind: 'silenced' }]);
    expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: false });
    player.toggle();
    expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: true });
  });

  it('ends what is heard instead of it when the time has come', async () => {
    const { player } = setUp([song('a')]);
    const pause = vi.fn();
    const nothing = () => undefined;
    setStandIn({
      play: nothing,
      pause,
      previous: nothing,
      next: nothing,
      seekBy: nothing,
      seekTo: nothing,
      positionMs: () => 0,
      playersPlace: () => null,
      getState: () => ({ song: song('a'), isPlaying: true, canStep: false, durationMs: 60_000 }),
      files: [],
      subscribe: () => nothing,
    });
    player.setStop({ kind: 'time', at: Date.now() });
    setStandIn(null);
    expect(pause).toHaveBeenCalledTimes(1);
    expect(player.getState().stop).toBeNull();
  });

  it('plays while the sleep timer lets it go away, and stands when it is silent', async () => {
    const { player, engine, notices, endFade } = setUp([song('a'), song('b')]);
    player.playListing(LISTING, id('a'));
    await settle();
    const stop = { kind: 'time', at: Date.now() } as const;
    player.setStop(stop);
    expect(engine.fadeAway).toHaveBeenCalledTimes(1);
    expect(player.getState()).toMatchObject({ isPlaying: true, stop });
    expect(notices).toEqual([{ kind: 'sleeping', playOn: expect.any(Function) }]);
    endFade(false);
    expect(player.getState()).toMatchObject({ isPlaying: false, stop: null });
    expect(notices.at(-1)).toEqual({ kind: 'sleep-over' });
  });

  it('is as loud as before when it was turned down to nothing and is to be heard again', () => {
    const { player } = setUp([]);
    player.restore({ volume: 0.7, isShuffled: false, repeat: 'off', playbackSource: 'audio' });
    player.setVolume(0);
    player.toggleMuted();
    expect(player.getState()).toMatchObject({ volume: 0.7, isMuted: false });
    player.toggleMuted();
    expect(player.getState()).toMatchObject({ volume: 0.7, isMuted: true });
    const silent = setUp([]).player;
    silent.setVolume(0);
    silent.setVolume(0);
    silent.toggleMuted();
    expect(silent.getState().volume).toBe(1);
  });

  it('that stops after the song stands at the next, or at this one where it is repeated', async () => {
    const { player, end } = setUp([song('a'), song('b')]);
    player.playListing(LISTING, id('a'));
    await settle();
    player.setRepeat('one');
    player.setStop({ kind: 'song' });
    end();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: false, stop: null });
    player.setRepeat('off');
    player.toggle();
    player.setStop({ kind: 'song' });
    end();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'b', isPlaying: false, stop: null });
  });

  it('stops at once where somebody pauses while it goes away', async () => {
    const { player } = setUp([song('a')]);
    player.playListing(LISTING, id('a'));
    await settle();
    player.setStop({ kind: 'time', at: Date.now() });
    player.toggle();
    expect(player.getState().isPlaying).toBe(false);
  });

  it('plays on where the timer is given up, or set anew, while it goes away', async () => {
    for (const next of [null, { kind: 'song' }, { kind: 'time', at: Date.now() + 900_000 }] as const) {
      const { player, engine, endFade } = setUp([song('a')]);
      player.playListing(LISTING, id('a'));
      await settle();
      player.setStop({ kind: 'time', at: Date.now() });
      const play = vi.spyOn(engine, 'play').mockImplementation(() => {
        endFade(true);
      });
      player.setStop(next);
      expect(play).toHaveBeenCalledTimes(1);
      expect(player.getState()).toMatchObject({ isPlaying: true, stop: next });
      player.setStop(null);
      expect(play).toHaveBeenCalledTimes(1);
    }
  });

  it('begins nothing where a song ends while it fades out: the next one waits', async () => {
    const { player, loaded, end } = setUp([song('a'), song('b')]);
    player.playListing(LISTING, id('a'));
    await settle();
    player.pause();
    end();
    await settle();
    expect(loaded.at(-1)).toMatchObject({ startMs: 0, isPlaying: false });
    expect(player.getState()).toMatchObject({ clipId: 'b', isPlaying: false });
  });

  it('leaves a song that is to repeat at its beginning where it ends while it fades out', async () => {
    const { player, engine, end } = setUp([song('a'), song('b')]);
    player.playListing(LISTING, id('a'));
    await settle();
    player.setRepeat('one');
    player.pause();
    end();
    await settle();
    expect(engine.positionMs()).toBe(0);
    expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: false });
  });

  it('plays what follows by now where something else has come by itself', async () => {
    const { player, loaded, library, follow } = setUp([song('a'), song('b')]);
    player.playListing(LISTING, id('a'));
    await settle();
    library.push(song('n'));
    player.enqueue([id('n')], 'next');
    follow();
    await settle();
    expect(player.getState().clipId).toBe('n');
    expect(lastOf(loaded)).toContain('n/audio');
  });

  it('opens nothing ahead while the picture is shown', async () => {
    const { player, prepared } = setUp([song('a', ['audio', 'video']), song('b')]);
    player.playListing(LISTING, id('a'));
    player.setVideo(true);
    await settle();
    expect(prepared.at(-1)).toBeNull();
  });

  it('opens what follows ahead again after a video, but no song whose picture would be shown', async () => {
    const { player, prepared } = setUp([
      song('a', ['audio', 'video']),
      song('b'),
      song('c'),
      song('d', ['audio', 'video']),
    ]);
    player.playListing(LISTING, id('a'));
    player.setVideo(true);
    await settle();
    player.next();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'b', isVideo: false });
    expect(prepared.at(-1)).toContain('c/audio');
    player.next();
    await settle();
    expect(player.getState().clipId).toBe('c');
    expect(prepared.at(-1)).toBeNull();
    player.setVideo(false);
    await settle();
    expect(prepared.at(-1)).toContain('d/audio');
  });

  it('plays the same song again where one repeats, but goes on when asked', async () => {
    const { player, loaded, end } = setUp([song('a'), song('b')]);
    player.setRepeat('one');
    player.playListing(LISTING, id('a'));
    await settle();
    end();
    await settle();
    expect(player.getState().clipId).toBe('a');
    expect(player.positionMs()).toBe(0);
    expect(loaded).toHaveLength(1);
    player.next();
    await settle();
    expect(player.getState().clipId).toBe('b');
  });

  it('tells whether a song follows, and does nothing where none does', async () => {
    const { player, library, loaded } = setUp([song('a'), song('b')]);
    expect(player.getState().hasNext).toBe(false);
    player.playListing(LISTING, id('a'));
    await settle();
    expect(player.getState().hasNext).toBe(true);
    player.next();
    await settle();
    expect(player.getState().hasNext).toBe(false);
    player.next();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'b', isPlaying: true });
    expect(loaded).toHaveLength(2);

    const hasNext = async (change: () => void) => {
      change();
      await settle();
      return player.getState().hasNext;
    };
    expect(await hasNext(() => player.setRepeat('all'))).toBe(true);
    // One song repeats only by itself: who asks for the next one gets it.
    expect(await hasNext(() => player.setRepeat('one'))).toBe(true);
    expect(await hasNext(() => player.setRepeat('off'))).toBe(false);
    expect(await hasNext(() => player.setShuffled(true))).toBe(true);
    expect(await hasNext(() => player.setShuffled(false))).toBe(false);
    library.push(song('c'));
    expect(
      await hasNext(() => {
        player.enqueue([id('c')], 'end');
      }),
    ).toBe(true);
    expect(await hasNext(player.reset)).toBe(false);
  });

  it('does not count songs of which there is nothing to hear among those that follow', async () => {
    const { player, library, loaded, notices, end } = setUp([song('a'), song('words', []), song('late', [])]);
    player.playListing(LISTING, id('a'));
    await settle();
    expect(player.getState().hasNext).toBe(false);
    player.next();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: true });
    player.setRepeat('all');
    await settle();
    expect(player.getState().hasNext).toBe(true);
    player.setRepeat('off');
    await settle();
    expect(player.getState().hasNext).toBe(false);
    end();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: false });
    expect(loaded).toHaveLength(1);
    expect(notices).toEqual([]);

    // Its file has come.
    library[2] = song('late');
    await player.refresh([id('late')]);
    await settle();
    expect(player.getState().hasNext).toBe(true);
    library[2] = song('late', []);
    await player.refresh([id('late')]);
    await settle();
    expect(player.getState().hasNext).toBe(false);
  });

  it('follows songs chosen by hand whose files come', async () => {
    const { player, library } = setUp([song('a'), song('late', [])]);
    player.playSongs([id('a'), id('late')], id('a'));
    await settle();
    expect(player.getState().hasNext).toBe(false);
    library[1] = song('late');
    await player.refresh([id('late')]);
    await settle();
    expect(player.getState().hasNext).toBe(true);
  });

  it('begins the song again after three seconds, else goes to the one before', async () => {
    const { player, at } = setUp([song('a'), song('b')]);
    player.playListing(LISTING, id('b'));
    await settle();
    at(3_500);
    player.previous();
    await settle();
    expect(player.getState().clipId).toBe('b');
    expect(player.positionMs()).toBe(0);
    player.previous();
    await settle();
    expect(player.getState().clipId).toBe('a');
  });

  it('switches between lossless and compressed at the same place', async () => {
    const { player, loaded, exchanged, takeOver, save } = setUp([song('a')]);
    player.playListing(LISTING, id('a'));
    await settle();
    player.setSource('wav');
    expect(exchanged.at(-1)).toContain('a/wav');
    expect(player.getState()).toMatchObject({ kind: 'wav', leaving: 'audio' });
    expect(save).toHaveBeenCalledWith({ playbackSource: 'wav' });
    takeOver();
    expect(player.getState()).toMatchObject({ kind: 'wav', leaving: null });
    // The one that plays goes on, and nothing has been opened anew.
    player.setSource('audio');
    player.setSource('wav');
    expect(exchanged.slice(1)).toEqual([
      expect.stringContaining('a/audio'),
      expect.stringContaining('a/wav'),
    ]);
    expect(player.getState()).toMatchObject({ kind: 'wav', leaving: null, isPlaying: true });
    expect(loaded).toHaveLength(1);
  });

  it('moves the ends of the part that is repeated, and goes back to it from beyond', async () => {
    const { player, engine, at } = setUp([song('a')]);
    player.playListing(LISTING, id('a'));
    await settle();
    player.setLoop({ fromMs: 1_000, toMs: 2_000 });
    expect(player.getState().loop).toBeNull();
    player.stepLoop();
    at(10_000);
    player.stepLoop();
    at(8_000);
    player.setLoop({ fromMs: 2_000, toMs: 9_000 });
    expect(player.positionMs()).toBe(8_000);
    player.setLoop({ fromMs: 2_000, toMs: 7_000 });
    expect(engine.setLoop).toHaveBeenLastCalledWith({ fromMs: 2_000, toMs: 7_000 });
    expect(player.getState().loop).toEqual({ fromMs: 2_000, toMs: 7_000 });
    expect(player.positionMs()).toBe(2_000);
  });

  it('goes on from the file that plays where the one that is to take over does not', async () => {
    const { player, loaded, notices, at, fail } = setUp([song('a')]);
    player.playListing(LISTING, id('a'));
    await settle();
    player.setSource('wav');
    at(12_345);
    fail();
    await settle();
    expect(loaded.at(-1)).toMatchObject({ startMs: 12_345, isPlaying: true });
    expect(lastOf(loaded)).toContain('a/audio');
    expect(notices).toEqual([{ kind: 'replaced', title: 'a', failed: 'wav', playing: 'audio' }]);
    expect(player.getState()).toMatchObject({ kind: 'audio', leaving: null, source: 'wav' });
  });

  it('does not open a file again that plays already', async () => {
    const { player, loaded } = setUp([song('a', ['audio'])]);
    player.playListing(LISTING, id('a'));
    await settle();
    player.setSource('wav');
    expect(loaded).toHaveLength(1);
    expect(player.getState()).toMatchObject({ source: 'wav', kind: 'audio' });
  });

  it('shows the video at the same place and keeps to it for songs that have one', async () => {
    const { player, loaded, at, end } = setUp([
      song('a', ['audio', 'video']),
      song('b'),
      song('c', ['video']),
    ]);
    player.playListing(LISTING, id('a'));
    await settle();
    at(5_000);
    player.setVideo(true);
    expect(loaded.at(-1)).toMatchObject({ startMs: 5_000 });
    expect(player.getState()).toMatchObject({ kind: 'video', isVideo: true });
    end();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'b', kind: 'audio', isVideo: false });
    end();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'c', kind: 'video', isVideo: true });
    player.setVideo(false);
    expect(player.getState()).toMatchObject({ kind: 'video', isVideo: false, isPlaying: true });
  });

  it('goes on from another file of the song when one does not play', async () => {
    const { player, loaded, notices, at, fail } = setUp([song('a', ['audio', 'wav']), song('b')]);
    player.setSource('wav');
    player.playListing(LISTING, id('a'));
    await settle();
    at(8_000);
    fail();
    await settle();
    expect(loaded.at(-1)).toMatchObject({ startMs: 8_000, isPlaying: true });
    expect(player.getState()).toMatchObject({ clipId: 'a', kind: 'audio' });
    expect(notices).toEqual([{ kind: 'replaced', title: 'a', failed: 'wav', playing: 'audio' }]);
    fail();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'b', kind: 'wav' });
  });

  it('tells that a file is gone where the library has noticed', async () => {
    const { player, library, notices, fail } = setUp([song('a', ['audio'])]);
    player.playListing(LISTING, id('a'));
    await settle();
    library[0] = { ...song('a', []), assets: [{ ...asset('audio'), state: 'missing' }] };
    fail();
    await settle();
    expect(notices).toEqual([{ kind: 'stopped', title: 'a', reason: 'missing' }]);
  });

  it('stands where it is while the library folder is away, passes nothing over, and goes on from there when asked', async () => {
    const { player, disk, loaded, notices, at, fail } = setUp([song('a'), song('b'), song('c')]);
    player.playListing(LISTING, id('a'));
    await settle();
    at(8_000);
    disk.isFolderThere = false;
    fail();
    await settle();
    expect(notices).toEqual([{ kind: 'folder-away' }]);
    expect(player.getState()).toMatchObject({ clipId: 'a', kind: null, isPlaying: false });
    expect(player.positionMs()).toBe(8_000);
    disk.isFolderThere = true;
    player.toggle();
    await settle();
    expect(loaded.at(-1)).toMatchObject({ startMs: 8_000, isPlaying: true });
    expect(player.getState()).toMatchObject({ clipId: 'a', kind: 'audio', isPlaying: true });
  });

  it('plays a song whose missing file is back, and says so where it is not', async () => {
    const lost = { ...song('a', []), assets: [{ ...asset('audio'), state: 'missing' as const }] };
    const { player, disk, loaded, notices } = setUp([lost, song('b')]);
    player.playListing(LISTING, id('a'));
    await settle();
    expect(notices).toEqual([{ kind: 'stopped', title: 'a', reason: 'missing' }]);
    disk.isFolderThere = false;
    player.playListing(LISTING, id('a'));
    await settle();
    expect(notices.at(-1)).toEqual({ kind: 'folder-away' });
    disk.isFolderThere = true;
    disk.back.add(id('a'));
    player.playListing(LISTING, id('a'));
    await settle();
    expect(lastOf(loaded)).toContain('a/audio');
  });

  it('passes over a song that does not play, and says so', async () => {
    const { player, notices, fail } = setUp([song('a', ['audio']), song('b')]);
    player.playListing(LISTING, id('a'));
    await settle();
    fail();
    await settle();
    expect(notices).toEqual([{ kind: 'skipped', title: 'a', reason: 'damaged' }]);
    expect(player.getState()).toMatchObject({ clipId: 'b', isPlaying: true });
  });

  it('passes over songs of which nothing is on disk, and says nothing of it', async () => {
    const { player, end, loaded, notices } = setUp([song('a'), song('words', []), song('b')]);
    player.playListing(LISTING, id('a'));
    await settle();
    end();
    await settle();
    expect(player.getState().clipId).toBe('b');
    expect(loaded).toHaveLength(2);
    expect(notices).toEqual([]);
  });

  it('passes over them on the way back as well', async () => {
    const { player, loaded, notices } = setUp([song('a'), song('words', []), song('b')]);
    player.playListing(LISTING, id('b'));
    await settle();
    player.previous();
    await settle();
    expect(player.getState().clipId).toBe('a');
    expect(loaded).toHaveLength(2);
    expect(notices).toEqual([]);
  });

  it('begins the song again where nothing before it can be played', async () => {
    const { player, at, loaded, notices } = setUp([song('words', []), song('a')]);
    player.playListing(LISTING, id('a'));
    await settle();
    at(2_000);
    player.previous();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: true });
    expect(player.positionMs()).toBe(0);
    expect(loaded).toHaveLength(1);
    expect(notices).toEqual([]);
  });

  it('goes back over a song that turns out not to play, and on again where none before it does', async () => {
    const { player, notices, fail } = setUp(['a', 'b', 'c'].map((name) => song(name, ['audio'])));
    player.playListing(LISTING, id('c'));
    await settle();
    player.previous();
    await settle();
    expect(player.getState().clipId).toBe('b');
    fail();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: true });
    fail();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'c', isPlaying: true });
    expect(notices).toEqual(['b', 'a'].map((title) => ({ kind: 'skipped', title, reason: 'damaged' })));
  });

  it('goes one song on for each press, however quickly they come, and opens the last alone', async () => {
    const { player, loaded } = setUp([song('a'), song('b'), song('words', []), song('c'), song('d')]);
    player.playListing(LISTING, id('a'));
    await settle();
    player.next();
    player.next();
    await settle();
    expect(player.getState().clipId).toBe('c');
    expect(loaded).toHaveLength(2);
    // The third press finds no song any more.
    for (let press = 0; press < 3; press++) player.next();
    await settle();
    expect(player.getState().clipId).toBe('d');
    player.previous();
    player.previous();
    await settle();
    expect(player.getState().clipId).toBe('b');
  });

  it('does not open what was asked for before another library was', async () => {
    const { player, loaded } = setUp([song('a'), song('b')]);
    player.playListing(LISTING, id('a'));
    player.reset();
    await settle();
    expect(player.getState().clipId).toBeNull();
    player.playListing(LISTING, id('a'));
    await settle();
    player.next();
    player.reset();
    await settle();
    expect(player.getState().clipId).toBeNull();
    expect(loaded).toHaveLength(1);
  });

  it('begins with the first song that can be played, where several were chosen or none', async () => {
    const { player, notices } = setUp([song('words', []), song('a'), song('b')]);
    player.playListing(LISTING, null);
    await settle();
    expect(player.getState().clipId).toBe('a');
    player.playSongs([id('words'), id('b')], id('words'));
    await settle();
    expect(player.getState().clipId).toBe('b');
    expect(notices).toEqual([]);
    player.playSongs([id('words')], id('words'));
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'b', isPlaying: true });
    expect(notices).toEqual([{ kind: 'nothing-playable' }]);
  });

  const stateOf = (kind: AssetKind, state: Asset['state']) => ({ ...asset(kind), state });
  it.each<[string, Partial<Song>, string]>([
    ['of words alone', { lyricsState: 'plain' }, 'words-only'],
    ['of words and a cover', { lyricsState: 'timed', assets: [asset('cover')] }, 'words-only'],
    ['without words or files', {}, 'no-sound'],
    ['whose sound is coming', { assets: [asset('cover'), stateOf('audio', 'running')] }, 'no-file'],
    ['whose sound is not wanted', { lyricsState: 'plain', assets: [stateOf('wav', 'offered')] }, 'no-file'],
    ['whose file has gone', { assets: [stateOf('wav', 'offered'), stateOf('audio', 'missing')] }, 'missing'],
  ])('plays on when a song %s is chosen, and says why', async (_which, parts, reason) => {
    const { player, notices, loaded } = setUp([song('a'), { ...song('b', []), ...parts }, song('c')]);
    player.playListing(LISTING, id('a'));
    await settle();
    player.playListing(LISTING, id('b'));
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: true });
    expect(loaded).toHaveLength(1);
    expect(notices).toEqual([{ kind: 'stopped', title: 'b', reason }]);
  });

  it('says that none can be played where those with a file do not play and the others have none', async () => {
    const { player, notices, fail } = setUp([song('a', ['audio']), song('words', []), song('b', ['audio'])]);
    player.playListing(LISTING, id('a'));
    await settle();
    for (const _song of ['a', 'b']) {
      fail();
      await settle();
    }
    expect(notices).toEqual([
      { kind: 'skipped', title: 'a', reason: 'damaged' },
      { kind: 'nothing-playable' },
    ]);
  });

  it('stops when no song of the queue plays, even where all repeat', async () => {
    const { player, notices, fail } = setUp(['a', 'b', 'c'].map((name) => song(name, ['audio'])));
    player.setRepeat('all');
    player.playListing(LISTING, id('a'));
    await settle();
    for (let time = 0; time < 6; time++) {
      fail();
      await settle();
    }
    expect(notices.filter((notice) => notice.kind === 'nothing-playable')).toHaveLength(1);
    expect(player.getState().isPlaying).toBe(false);
  });

  it('gives up where many songs in a row do not play, and tries again when asked', async () => {
    const { player, notices, loaded, fail } = setUp(
      Array.from({ length: 200 }, (_, index) => song(`s${index}`, ['audio'])),
    );
    player.playListing(LISTING, id('s0'));
    await settle();
    for (let time = 0; time < 30; time++) {
      fail();
      await settle();
    }
    expect(notices.at(-1)).toEqual({ kind: 'many-failed', count: 20 });
    expect(loaded).toHaveLength(20);
    expect(player.getState()).toMatchObject({ isPlaying: false, kind: null, clipId: 's19' });
    player.toggle();
    await settle();
    expect(loaded).toHaveLength(21);
  });

  it('tells of a single song that does not play', async () => {
    const { player, notices, fail } = setUp([song('a', ['audio'])]);
    player.playListing(LISTING, id('a'));
    await settle();
    fail();
    await settle();
    expect(notices).toEqual([{ kind: 'stopped', title: 'a', reason: 'damaged' }]);
  });

  it('begins with the first song of the listing when none was chosen', async () => {
    const { player } = setUp([song('a'), song('b')]);
    player.playListing(LISTING, null);
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: true });
  });

  it('forgets a request that a newer one has overtaken', async () => {
    const { player, loaded } = setUp([song('a'), song('b')]);
    player.playListing(LISTING, id('a'));
    player.playListing(LISTING, id('b'));
    await settle();
    expect(loaded).toHaveLength(1);
    expect(player.getState().clipId).toBe('b');
  });

  it('keeps its queue whatever becomes of the list that it came from', async () => {
    const { player, library, end } = setUp([song('a'), song('c')]);
    player.playListing(LISTING, id('a'));
    await settle();
    library.splice(1, 0, song('b'));
    await player.refresh([id('b')]);
    end();
    await settle();
    expect(player.getState().clipId).toBe('c');
  });

  /** The songs of the queue in their order. */
  const orderIn = ({ queue }: ReturnType<typeof setUp>['player']) =>
    queue()
      .walk.map((_, place) => songAt(queue(), place))
      .join('');
  const changesIn = (notices: readonly PlayerNotice[]) =>
    notices.flatMap((notice) => (notice.kind === 'queue-changed' ? [notice] : []));

  it('brings back the queue that was put together by hand, and leaves that of a list', async () => {
    const { player, notices, loaded, at } = setUp(['a', 'b', 'c', 'd'].map((name) => song(name)));
    player.playSongs([id('a'), id('b')], id('a'));
    await settle();
    player.playSongs([id('c')], id('c'));
    await settle();
    expect(changesIn(notices)).toEqual([]);
    player.enqueue([id('d'), id('a')], 'next');
    at(12_000);
    player.playListing(LISTING, id('b'));
    await settle();
    const [replaced] = changesIn(notices);
    expect(replaced).toMatchObject({ change: 'replaced', count: 2 });
    expect(orderIn(player)).toBe('abcd');
    replaced?.undo();
    await settle();
    expect(orderIn(player)).toBe('cda');
    expect(player.getState()).toMatchObject({ clipId: 'c', isPlaying: true });
    expect(loaded.at(-1)).toMatchObject({ startMs: 12_000, isPlaying: true });
  });

  it('does nothing to another queue when a change of the one before is undone, unless that is back', async () => {
    const { player, notices } = setUp(['a', 'b', 'c', 'd'].map((name) => song(name)));
    player.playListing(LISTING, id('a'));
    await settle();
    player.dequeue(new Set([2]));
    player.playSongs([id('d')], id('d'));
    await settle();
    const [removed, replaced] = changesIn(notices);
    removed?.undo();
    await settle();
    expect(orderIn(player)).toBe('d');
    replaced?.undo();
    removed?.undo();
    await settle();
    expect(orderIn(player)).toBe('abcd');
    expect(player.getState().clipId).toBe('a');
  });

  it('says with its button whether the queue is shuffled, after Undo too', async () => {
    const { player, notices } = setUp(['a', 'b', 'c', 'd'].map((name) => song(name)));
    player.playListing(LISTING, id('a'));
    await settle();
    player.dequeue(new Set([2]));
    player.setShuffled(true);
    changesIn(notices)[0]?.undo();
    await settle();
    expect([player.getState().isShuffled, player.queue().listed !== null]).toEqual([true, true]);
    player.dequeue(new Set([1]));
    player.setShuffled(false);
    changesIn(notices)[1]?.undo();
    await settle();
    expect(player.getState().isShuffled).toBe(false);
    expect(orderIn(player)).toBe('abcd');
    player.enqueue([id('a')], 'end');
    player.setShuffled(true);
    player.playSongs([id('d')], id('d'));
    await settle();
    player.setShuffled(false);
    changesIn(notices)[2]?.undo();
    await settle();
    expect([player.getState().isShuffled, player.queue().listed]).toEqual([false, null]);
  });

  it('stops where the current song goes and none is behind it, and Undo goes on in it', async () => {
    const { player, notices, loaded, at, library } = setUp(['a', 'b', 'c'].map((name) => song(name)));
    player.playListing(LISTING, id('c'));
    await settle();
    at(30_000);
    player.dequeue(new Set([2]));
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'b', isPlaying: false });
    changesIn(notices)[0]?.undo();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'c', isPlaying: true });
    expect(loaded.at(-1)).toMatchObject({ startMs: 30_000 });

    // Nothing to hear right before it.
    library.splice(1, 1, song('b', ['cover']));
    player.dequeue(new Set([2]));
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: false });
    changesIn(notices)[1]?.undo();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'c', isPlaying: true });

    player.setRepeat('all');
    player.dequeue(new Set([2]));
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: true });
    // Who has gone to another song meanwhile stays there.
    player.playPlace(0);
    player.enqueue([id('c')], 'next');
    player.next();
    await settle();
    changesIn(notices)[2]?.undo();
    await settle();
    expect(player.queue().at).toBe(1);

    player.clearQueue();
    player.dequeue(new Set(player.queue().walk));
    await settle();
    expect(player.getState().clipId).toBeNull();
    for (const { undo } of changesIn(notices).slice(3).toReversed()) undo();
    await settle();
    expect(orderIn(player)).toBe('acbc');
    expect(player.getState()).toMatchObject({ clipId: 'c', isPlaying: true });
  });

  it('stands at a removed song that comes back where the user has paused since', async () => {
    const { player, notices, loaded, at } = setUp(['a', 'b', 'c'].map((name) => song(name)));
    player.playListing(LISTING, id('a'));
    await settle();
    at(20_000);
    player.dequeue(new Set([0]));
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'b', isPlaying: true });
    player.pause();
    changesIn(notices)[0]?.undo();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: false });
    expect(loaded.at(-1)).toMatchObject({ startMs: 20_000, isPlaying: false });

    // Played on, it is heard again when another one comes back.
    player.dequeue(new Set([0]));
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'b', isPlaying: false });
    player.toggle();
    changesIn(notices)[1]?.undo();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: true });

    // The removal has stopped it, and the user has played and paused since.
    player.playPlace(2);
    await settle();
    player.dequeue(new Set([2]));
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'b', isPlaying: false });
    player.toggle();
    player.toggle();
    changesIn(notices)[2]?.undo();
    await settle();
    expect(player.getState()).toMatchObject({ clipId: 'c', isPlaying: false });
  });

  it('puts songs into the queue that was asked for just before, and plays them there', async () => {
    const { player } = setUp(['a', 'b', 'c', 'd'].map((name) => song(name)));
    player.playSongs([id('a'), id('b')], id('a'));
    player.enqueue([id('c')], 'next');
    player.next();
    await settle();
    expect(orderIn(player)).toBe('acb');
    expect(player.getState()).toMatchObject({ clipId: 'c', isPlaying: true });
    player.playSongs([id('a'), id('b')], id('a'));
    player.playNow([id('d')]);
    await settle();
    expect(orderIn(player)).toBe('adb');
    expect(player.getState().clipId).toBe('d');
    // With nothing on its way it is there at once.
    player.enqueue([id('c')], 'end');
    expect(orderIn(player)).toBe('adbc');
  });

  it('goes on with another song where that stands in the queue, and puts it in only where it does not', async () => {
    const { player, loaded } = setUp(['a', 'b', 'c', 'd'].map((name) => song(name)));
    player.playSongs(['a', 'b', 'c', 'b'].map(id), id('a'));
    await settle();
    player.goOnWith(id('b'), 12_000);
    await settle();
    expect(orderIn(player)).toBe('abcb');
    expect(player.queue()).toMatchObject({ at: 1, isByHand: false });
    expect(loaded.at(-1)).toMatchObject({ startMs: 12_000 });
    player.goOnWith(id('a'), 3_000);
    await settle();
    expect(player.queue()).toMatchObject({ at: 0, isByHand: false });
    player.goOnWith(id('d'), 4_000);
    await settle();
    expect(orderIn(player)).toBe('adbcb');
    expect(player.getState()).toMatchObject({ clipId: 'd', isPlaying: true });
    expect(loaded.at(-1)).toMatchObject({ startMs: 4_000 });
  });

  describe('while the queue of before is still being read', () => {
    const kept = {
      queue: startQueue(['b', 'c'].map(id), id('b'), false, () => 0),
      history: [],
      positionMs: 17_000,
      isPlaying: false,
    };

    it('takes a press of Play for that queue, and goes on where it stood', async () => {
      const { player, loaded } = setUp([song('a'), song('b'), song('c')]);
      player.awaitQueue();
      expect(player.getState().isAwaited).toBe(true);
      player.playOr(LISTING, null);
      await settle();
      expect(loaded).toEqual([]);
      player.restoreQueue(kept);
      await settle();
      expect(loaded).toMatchObject([{ startMs: 17_000 }]);
      expect(player.getState()).toMatchObject({ clipId: 'b', isPlaying: true, isAwaited: false });
      expect(orderIn(player)).toBe('bc');
      // Whoever presses once more means that song.
      player.toggle();
      expect(player.getState().isPlaying).toBe(false);
    });

    it('does not stop what goes on by itself', async () => {
      const { player } = setUp([song('b'), song('c')]);
      player.awaitQueue();
      player.playOr(LISTING, null);
      player.restoreQueue({ ...kept, isPlaying: true });
      await settle();
      expect(player.getState()).toMatchObject({ clipId: 'b', isPlaying: true });
    });

    it('puts songs into that queue, and replaces it only as one that stands there', async () => {
      const { player, notices } = setUp([song('a'), song('b'), song('c')]);
      player.awaitQueue();
      player.enqueue([id('a')], 'end');
      player.playListing(LISTING, id('a'));
      player.restoreQueue(kept);
      await settle();
      expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: true });
      changesIn(notices)[0]?.undo();
      await settle();
      expect(orderIn(player)).toBe('bca');
      expect(player.positionMs()).toBe(17_000);
    });

    it.each([
      ['behind it', ['x', 'b', 'c'], 0, 'b'],
      ['before it where none follows', ['b', 'c', 'y', 'x'], 3, 'c'],
    ])(
      'stands at the nearest song %s where the one that played is gone',
      async (_where, names, at, other) => {
        const { player, loaded } = setUp([song('b'), song('c')]);
        player.awaitQueue();
        const current = id(names[at] ?? '');
        player.restoreQueue({
          ...kept,
          queue: startQueue(names.map(id), current, false, () => 0),
          isPlaying: true,
        });
        await settle();
        await settle();
        expect(player.getState()).toMatchObject({ clipId: other, isPlaying: false, isAwaited: false });
        expect(loaded).toMatchObject([{ startMs: 0, isPlaying: false }]);
        expect(songAt(player.queue(), player.queue().at)).toBe(other);
      },
    );

    it.each([
      ['nothing was kept', null],
      ['none of it can be played', { ...kept, queue: startQueue([id('x')], id('x'), false, () => 0) }],
    ])('begins with the list where %s', async (_what, found) => {
      const { player } = setUp([song('a'), song('b')]);
      player.awaitQueue();
      player.playOr(LISTING, null);
      player.restoreQueue(found);
      await settle();
      await settle();
      expect(player.getState()).toMatchObject({ clipId: 'a', isPlaying: true, isAwaited: false });
    });

    it('forgets what waited when another library is opened', async () => {
      const { player, loaded } = setUp([song('a')]);
      player.awaitQueue();
      player.playOr(LISTING, null);
      player.reset();
      expect(player.getState().isAwaited).toBe(false);
      await settle();
      expect(loaded).toEqual([]);
    });
  });

  it('is silent and empty after another library was opened', async () => {
    const { player } = setUp([song('a')]);
    player.playListing(LISTING, id('a'));
    await settle();
    player.reset();
    expect(player.getState()).toMatchObject({ clipId: null, song: null, isPlaying: false, kind: null });
    expect(player.positionMs()).toBe(0);
  });
});
