import { media } from './media';

/** A sound file and what ffmpeg 5.1 says of it: `ffmpeg -i FILE -vn -af ebur128=peak=true -f null -`. */
export interface LevelSignal {
  readonly name: string;
  readonly bytes: Buffer;
  readonly lufs: number;
  readonly truePeakDb: number;
}

/**
 * Files of differing formats, rates, channels and levels; the same bytes each time.
 *
 * @param read gives a file of the sample songs
 */
export function levelSignals(read: (name: string) => Buffer = media): readonly LevelSignal[] {
  const sample = (name: string, lufs: number, truePeakDb: number) => ({
    name,
    bytes: read(name),
    lufs,
    truePeakDb,
  });
  return [
    sample('slow-machines.mp3', -16.4, -3.0),
    sample('low-tide.m4a', -16.0, -4.4),
    sample('night-ferry.m4a', -16.0, -2.2),
    sample('beyond-the-sea.m4a', -16.0, -3.1),
    sample('paper-lanterns-a.wav', -19.1, -4.2),
    { name: 'steady-48k.wav', bytes: steady(), lufs: -23.0, truePeakDb: -23.0 },
    { name: 'noise-44k.wav', bytes: noise(), lufs: -6.5, truePeakDb: -0.6 },
    { name: 'one-channel-96k.wav', bytes: oneChannel(), lufs: -12.4, truePeakDb: -8.1 },
    { name: 'loud-then-quiet-22k.wav', bytes: loudThenQuiet(), lufs: -12.8, truePeakDb: -12.0 },
    { name: 'clipped-48k.wav', bytes: clipped(), lufs: 4.7, truePeakDb: 2.2 },
  ];
}

const fromDb = (db: number) => 10 ** (db / 20);
const tone = (hertz: number, second: number) => Math.sin(2 * Math.PI * hertz * second);

function steady(): Buffer {
  return wavOf(48_000, 2, 6, (second) => fromDb(-23) * tone(1_000, second));
}

function noise(): Buffer {
  let state = 0x9e3779b9;
  let [before, last] = [0, 0];
  return wavOf(44_100, 2, 6, (_second, channel) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    [before, last] = [last, (state | 0) / 2 ** 31];
    return channel === 0 ? 0.5 * last : 0.2 * (last + before);
  });
}

function oneChannel(): Buffer {
  return wavOf(96_000, 1, 5, (second) => 0.2 * (tone(220, second) + tone(3_300, second)));
}

function loudThenQuiet(): Buffer {
  return wavOf(22_050, 2, 10, (second) => fromDb(second < 4 ? -12 : -45) * tone(440, second));
}

function clipped(): Buffer {
  return wavOf(48_000, 2, 5, (second, channel) => 4 * tone(channel === 0 ? 997 : 5_003, second));
}

/** A WAV file of 16 bits; what is beyond full scale is cut off. */
function wavOf(
  sampleRate: number,
  channels: number,
  seconds: number,
  valueAt: (second: number, channel: number) => number,
): Buffer {
  const frames = sampleRate * seconds;
  const data = Buffer.alloc(frames * channels * 2);
  for (let frame = 0; frame < frames; frame += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      const value = Math.max(-1, Math.min(1, valueAt(frame / sampleRate, channel)));
      data.writeInt16LE(Math.round(value * 32_767), (frame * channels + channel) * 2);
    }
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}
