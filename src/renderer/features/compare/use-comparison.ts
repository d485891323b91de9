import { useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react';
import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { mediaUrl } from '@shared/media-url';
import type { Asset, ClipId, Song, SongSound } from '@shared/model';
import { invoke, onEvent } from '../../bridge';
import { equalGainsDb, levelledLufs } from '../../player/levelling';
import { chooseFile } from '../../player/playable';
import { setStandIn, type StandIn } from '../../player/stand-in';
import { useHeardDevice } from '../../player/use-output-devices';
import { player, tell, usePlayerValue } from '../../player/use-player';
import { songQuery, soundQuery, useSnapshot } from '../../query';
import { notifyFailure } from '../../shell/failure-text';
import { createCompareEngine, type CompareEngine, type CompareState } from './compare-engine';
import { createMusicHandover, type MusicHandover } from './music-handover';
import { createCompareGraph } from './take-deck';

/** A song that is compared, with what is known of its sound. */
export interface Take {
  readonly song: Song;
  /** Null before main has answered. */
  readonly sound: SongSound | null;
  /** By how much it is made louder or softer for all to be equally loud, in decibels. */
  readonly gainDb: number;
}

const dataOf = <Value>(results: UseQueryResult<Value>[]) => results.map(({ data }) => data);

/**
 * These songs in this order, kept true; null before all are known. One that is not in the library any more is left out. All are as
 * loud as the player has the one that it stands at, so that nothing jumps where music goes from one into the other; else as it
 * would have the one that the comparison was opened from.
 */
export function useTakes(clipIds: readonly ClipId[], from: ClipId | null): readonly Take[] | null {
  const { levelling, levellingBy } = useSnapshot().settings;
  const [current] = useState(() => player.getState().clipId);
  const songs = useQueries({ queries: clipIds.map(songQuery), combine: dataOf<Song | null> });
  const sounds = useQueries({ queries: clipIds.map(soundQuery), combine: dataOf<SongSound | null> });
  useEffect(() => {
    const waiting = clipIds.filter((_, index) => sounds[index]?.state === 'waiting');
    if (waiting.length > 0) invoke('sound.want', { clipIds: waiting }).catch(notifyFailure);
  }, [clipIds, sounds]);
  useEffect(() => {
    // Files that were missing may be back; songs of which one is are told anew.
    invoke('songs.lookForFiles', { clipIds: [...clipIds] }).catch(notifyFailure);
  }, [clipIds]);
  return useMemo(() => {
    if (songs.some((song) => song === undefined)) return null;
    const there = songs.flatMap((song, index) => (song ? [{ song, sound: sounds[index] ?? null }] : []));
    const find = (clipId: ClipId | null) => there.find(({ song }) => song.clipId === clipId);
    const first = find(current) ?? find(from) ?? there[0];
    const wantedLufs = levelledLufs(first?.sound ?? null, { levelling, levellingBy });
    const gains = equalGainsDb(
      there.map(({ sound }) => sound),
      wantedLufs,
    );
    return there.map((take, index) => ({ ...take, gainDb: gains[index] ?? 0 }));
  }, [songs, sounds, current, from, levelling, levellingBy]);
}

interface OpenEngine {
  readonly engine: CompareEngine;
  readonly music: MusicHandover;
}

/**
 * What plays the takes, while they are shown; null for the moment before it is there. What the player plays of them goes on in it,
 * and back in the player when they are left; that stands meanwhile.
 *
 * @param from the take from which the comparison was opened; null for the one that plays
 */
export function useCompareEngine(takes: readonly Take[] | null, from: ClipId | null): CompareEngine | null {
  const [open, setOpen] = useState<OpenEngine | null>(null);
  const engine = open?.engine ?? null;
  const music = open?.music ?? null;
  const volume = usePlayerValue((state) => (state.isMuted ? 0 : state.volume));
  const speed = usePlayerValue((state) => state.speed);
  const { playbackSource } = useSnapshot().settings;
  const deviceId = useHeardDevice() ?? '';
  const connect = useEffectEvent((created: CompareEngine) => {
    created.setVolume(volume);
    created.setSpeed(speed);
  });

  useEffect(() => {
    const created = createCompareEngine(
      createCompareGraph(() => {
        created.pause();
        tell({ kind: 'silenced' });
      }),
    );
    connect(created);
    const handover = createMusicHandover(player, created);
    setOpen({ engine: created, music: handover });
    const endPause = onEvent('player.pause', created.pause);
    return () => {
      endPause();
      handover.leave();
      setStandIn(null);
      created.close();
      setOpen(null);
    };
  }, []);

  useEffect(() => {
    engine?.setVolume(volume);
  }, [engine, volume]);
  useEffect(() => {
    engine?.setSpeed(speed);
  }, [engine, speed]);
  useEffect(() => {
    // Whoever pulls out headphones does not want the room to hear the rest.
    engine?.setDevice(deviceId).catch(console.warn);
  }, [engine, deviceId]);
  useEffect(() => {
    if (engine === null || music === null || takes === null) return;
    const files = new Map(takes.map(({ song }) => [song.clipId, chooseFile(song, playbackSource, false)]));
    setStandIn(standInOf(engine, music, takes, files));
    const isFirst = takes.length > 0 && engine.getState().takes.size === 0;
    engine.setTakes(
      takes.map(({ song, gainDb }) => ({ clipId: song.clipId, gainDb, address: addressOf(song) })),
    );
    if (isFirst) music.begin(from);

    function addressOf(song: Song): string | null {
      const file = files.get(song.clipId) ?? null;
      return file === null ? null : mediaUrl(song.clipId, file.kind, file.version);
    }
  }, [engine, music, takes, from, playbackSource]);
  return engine;
}

/** Tells the window what is heard instead of the player. */
function standInOf(
  engine: CompareEngine,
  music: MusicHandover,
  takes: readonly Take[],
  files: ReadonlyMap<ClipId, Asset | null>,
): StandIn {
  return {
    play: engine.play,
    pause: engine.pause,
    previous: () => {
      engine.step(-1);
    },
    next: () => {
      engine.step(1);
    },
    seekBy: engine.seekBy,
    seekTo: engine.seekTo,
    positionMs: engine.positionMs,
    playersPlace: music.place,
    getState() {
      const { heard, isPlaying, durationMs, takes: states } = engine.getState();
      const audible = [...states.values()].filter((state) => state !== 'silent' && state !== 'failed');
      const song = takes.find((take) => take.song.clipId === heard)?.song ?? null;
      return { song, isPlaying, durationMs, canStep: audible.length > 1 };
    },
    files: [...files].flatMap(([clipId, file]) => (file === null ? [] : [{ clipId, kind: file.kind }])),
    subscribe: engine.subscribe,
  };
}

/** What of the engine changes now and then. */
export function useCompareState(engine: CompareEngine): CompareState {
  return useSyncExternalStore(engine.subscribe, engine.getState);
}

/** Calls back with the place, once where takes stand and at each frame while they play. */
export function useComparePlace(engine: CompareEngine, show: (positionMs: number) => void): void {
  const { isPlaying, placeMs, durationMs, takes } = useCompareState(engine);
  const showNow = useEffectEvent(() => {
    show(engine.positionMs());
  });
  useEffect(() => {
    let frame = 0;
    const run = () => {
      showNow();
      if (isPlaying) frame = requestAnimationFrame(run);
    };
    run();
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [isPlaying, placeMs, durationMs, takes]);
}
