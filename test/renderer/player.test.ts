import { describe, expect, it, vi } from 'vitest';
import type { Asset, AssetKind, ClipId, Song, SongListing } from '@shared/model';
import type { Engine, EngineEvents } from '../../src/renderer/player/engine';
import { createPlayer } from '../../src/renderer/player/player';
import type { PlayerNotice } from '../../src/renderer/player/player-state';

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
  const prepared: (string | null)[] = [];
  const engine: Engine = {
    load({ address, gainDb }, options) {
      loaded.push({ address, gainDb, ...options });
      positionMs = options.startMs;
      events.playing(options.isPlaying);
    },
    unload: () => events.playing(false),
    play: () => events.playing(true),
    pause: () => events.playing(false),
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
  const player = createPlayer({
    createEngine: (given) => {
      events = given;
      return engine;
    },
    getSong: async (clipId) => library.find((each) => each.clipId === clipId) ?? null,
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
    notices,
    save,
    library,
    at: (ms: number) => {
      positionMs = ms;
      events.ticked();
    },
    prepared,
    end: () => events.ended(),
    follow: () => events.followed(),
    fail: () => events.failed({ code: 'damaged', detail: '' }),
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
    const { player, loaded, at, save } = setUp([song('a')]);
    player.playListing(LISTING, id('a'));
    await settle();
    at(12_345);
    player.setSource('wav');
    expect(loaded.at(-1)).toMatchObject({ startMs: 12_345, isPlaying: true });
    expect(lastOf(loaded)).toContain('a/wav');
    expect(save).toHaveBeenCalledWith({ playbackSource: 'wav' });
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

  it('is silent and empty after another library was opened', async () => {
    const { player } = setUp([song('a')]);
    player.playListing(LISTING, id('a'));
    await settle();
    player.reset();
    expect(player.getState()).toMatchObject({ clipId: null, song: null, isPlaying: false, kind: null });
    expect(player.positionMs()).toBe(0);
  });
});
