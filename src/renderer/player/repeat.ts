import type { Repeat } from '@shared/model';

/** *Repeat: this song* holds only by itself, when the song has ended: who asks for the next song gets it. */
export function repeatWhenAsked(repeat: Repeat): Repeat {
  return repeat === 'one' ? 'all' : repeat;
}
