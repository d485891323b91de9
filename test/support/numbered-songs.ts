import type { RemoteClipFields } from './flow-server';
import { audio, jpg } from './media';

/** Songs of which no two are alike, made from a number: words and files that a test can tell from all others. */

/** What the service tells of every song; the files know better. */
export const TOLD_DURATION_S = 33.6;

/** Words with the index of each line's first character and its seconds. */
export function timedWords(number: number): RemoteClipFields {
  const first = `Salt on railing ${number}`;
  const markers = [
    [0, 0.1],
    [first.length + 1, 0.5],
  ];
  return { lyrics: `${first}\nLight on the bay`, lyrics_timing_markers: markers, duration: TOLD_DURATION_S };
}

/** A picture of its own: the sample's, with a comment. */
export function uniqueCover(number: number): Buffer {
  const picture = jpg();
  const text = Buffer.from(`cover ${number}`);
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), text]);
  return Buffer.concat([picture.subarray(0, 2), comment, picture.subarray(2)]);
}

/** A piece of sound of its own: the sample's, with a box that players pass over. */
export function uniqueAudio(number: number): Buffer {
  const box = Buffer.alloc(64);
  box.writeUInt32BE(box.length, 0);
  box.write('free', 4, 'latin1');
  box.writeUInt32BE(number, 8);
  return Buffer.concat([audio(), box]);
}
