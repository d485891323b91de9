import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { ClipId, SongSound } from '@shared/model';
import { invoke } from '../bridge';
import { soundQuery } from '../query';

/**
 * How loud a song is, and its waveform; null before main has answered, and where there is no such song. A song that is not
 * measured yet is measured before others, and its sound follows.
 */
export function useSongSound(clipId: ClipId | null): SongSound | null {
  const { data } = useQuery(soundQuery(clipId));
  const isWaiting = data?.state === 'waiting';
  useEffect(() => {
    if (clipId === null || !isWaiting) return;
    invoke('sound.want', { clipIds: [clipId] }).catch(() => {
      // It has its turn all the same, only later.
    });
  }, [clipId, isWaiting]);
  return data ?? null;
}
