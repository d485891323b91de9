import { useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react';
import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { mediaUrl } from '@shared/media-url';
import type { ClipId, Song, SongSound } from '@shared/model';
import { invoke, onEvent } from '../../bridge';
import { equalGainsDb } from '../../player/levelling';
import { borrowMediaKeys, type MediaKeysTarget } from '../../player/media-session';
import { foundDevice } from '../../player/output-devices';
import { chooseFile } from '../../player/playable';
import { useOutputDevices } from '../../player/use-output-devices';
import { player, usePlayerValue } from '../../player/use-player';
import { songQuery, soundQuery, useSnapshot } from '../../query';
import { notifyFailure } from '../../shell/failure-text';
import { createCompareEngine, type CompareEngine, type CompareState } from './compare-engine';
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

/** These songs in this order, kept true; null before all are known. One that is not in the library any more is left out. */
export function useTakes(clipIds: readonly ClipId[]): readonly Take[] | null {
  const songs = useQueries({ queries: clipIds.map(songQuery), combine: dataOf<Song | null> });
  const sounds = useQueries({ queries: clipIds.map(soundQuery), combine: dataOf<SongSound | null> });
  useEffect(() => {
    const waiting = clipIds.filter((_, index) => sounds[index]?.state === 'waiting');
    if (waiting.length > 0) invoke('sound.want', { clipIds: waiting }).catch(notifyFailure);
  }, [clipIds, sounds]);
  return useMemo(() => {
    if (songs.some((song) => song === undefined)) return null;
    const there = songs.flatMap((song, index) => (song ? [{ song, sound: sounds[index] ?? null }] : []));
    const gains = equalGainsDb(there.map(({ sound }) => sound));
    return there.map((take, index) => ({ ...take, gainDb: gains[index] ?? 0 }));
  }, [songs, sounds]);
}

/** What plays the takes, while they are shown; null for the moment before it is there. The player itself stands meanwhile. */
export function useCompareEngine(takes: readonly Take[] | null): CompareEngine | null {
  const [engine, setEngine] = useState<CompareEngine | null>(null);
  const volume = usePlayerValue((state) => (state.isMuted ? 0 : state.volume));
  const { playbackSource } = useSnapshot().settings;
  const deviceId = useDeviceId();
  const connect = useEffectEvent((created: CompareEngine) => {
    created.setVolume(volume);
  });

  useEffect(() => {
    player.pause();
    const created = createCompareEngine(createCompareGraph());
    connect(created);
    setEngine(created);
    const endings = [
      // One of the two is heard: whoever began last.
      player.subscribe(() => {
        if (player.getState().isPlaying) created.pause();
      }),
      created.subscribe(() => {
        const { isPlaying } = created.getState();
        if (isPlaying) player.pause();
        navigator.mediaSession.playbackState = isPlaying ? 'playing' : 'paused';
      }),
      borrowMediaKeys(mediaKeysOf(created)),
      onEvent('player.pause', created.pause),
    ];
    return () => {
      for (const end of endings) end();
      created.close();
      navigator.mediaSession.playbackState = player.getState().clipId === null ? 'none' : 'paused';
      setEngine(null);
    };
  }, []);

  useEffect(() => {
    engine?.setVolume(volume);
  }, [engine, volume]);
  useEffect(() => {
    // Whoever pulls out headphones does not want the room to hear the rest.
    engine?.setDevice(deviceId).catch(console.warn);
  }, [engine, deviceId]);
  useEffect(() => {
    if (engine === null || takes === null) return;
    const isFirst = engine.getState().takes.size === 0;
    engine.setTakes(
      takes.map(({ song, gainDb }) => ({ clipId: song.clipId, gainDb, address: addressOf(song) })),
    );
    const playing = player.getState().clipId;
    // Who comes from a song goes on with it.
    if (isFirst && playing !== null) engine.hear(playing);

    function addressOf(song: Song): string | null {
      const file = chooseFile(song, playbackSource, false);
      return file === null ? null : mediaUrl(song.clipId, file.kind, file.version);
    }
  }, [engine, takes, playbackSource]);
  return engine;
}

function mediaKeysOf(engine: CompareEngine): MediaKeysTarget {
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
  };
}

/** The chosen device where it is there, else that of the system. */
function useDeviceId(): string {
  const { outputDevice } = useSnapshot().settings;
  const devices = useOutputDevices();
  return foundDevice({ devices, preferred: '' }, outputDevice)?.id ?? '';
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
