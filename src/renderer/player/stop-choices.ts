import { assertNever } from '@shared/assert-never';
import type { PlaybackStop } from '@shared/model';

export const STOP_MINUTES = [15, 30, 45, 60, 90] as const;

/** When playback can be told to end by itself: minutes from now, or the end of the song. */
export type StopChoice = 'never' | 'song' | `${(typeof STOP_MINUTES)[number]}`;

export function stopAfter(choice: StopChoice, now: number): PlaybackStop | null {
  switch (choice) {
    case 'never':
      return null;
    case 'song':
      return { kind: 'song' };
    case '15':
    case '30':
    case '45':
    case '60':
    case '90':
      return { kind: 'time', at: now + Number(choice) * 60_000 };
    default:
      return assertNever(choice);
  }
}
