/** What a measured number is a number of. */
export type Unit = 'ms' | 'bytes' | 'bytes/s' | 'CPU s/GB' | 'songs/s' | 'share' | 'count';

/** A measured number for people: `0.80 ms`, `264 MB`. */
export function formatValue(value: number, unit: Unit): string {
  switch (unit) {
    case 'ms':
      return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
    case 'bytes':
      return `${(value / 1e6).toFixed(value < 10e6 ? 1 : 0)} MB`;
    case 'bytes/s':
      return `${(value / 1e6).toFixed(0)} MB/s`;
    case 'CPU s/GB':
      return `${value.toFixed(1)} CPU s/GB`;
    case 'songs/s':
      return `${value.toFixed(0)} songs/s`;
    case 'share':
      return `${(value * 100).toFixed(1)} %`;
    case 'count':
      return String(value);
  }
}

/** A number of songs for people: `100,000 songs`. */
export function formatSongs(songs: number): string {
  return `${songs.toLocaleString('en')} songs`;
}
