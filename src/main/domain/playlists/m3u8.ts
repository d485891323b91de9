/** Playlists as files: `.m3u8`, which is `.m3u` in UTF-8, with the lines of its extended form. */

/** A song as a playlist file names it. */
export interface M3uEntry {
  /** A path or an address, as it stands there. */
  readonly location: string;
  /** Null where the file says none. */
  readonly title: string | null;
  /** Whole seconds, as the file tells them; null where it does not. */
  readonly durationS: number | null;
}

export interface M3uList {
  readonly name: string | null;
  readonly entries: readonly M3uEntry[];
}

const LINE_END = /\r\n|\n|\r/;
const INFO = /^#EXTINF:\s*(-?\d+(?:\.\d+)?)?((?:\s+[\w-]+="[^"]*")*)\s*(?:,(.*))?$/is;
const NAME = /^#PLAYLIST:(.*)$/is;

/**
 * Reads a playlist file. Lines that begin with `#` and are not known are comments; what stands between two songs belongs to the
 * second. Never fails: a text that is no playlist gives its lines as songs.
 */
export function readM3u(text: string): M3uList {
  const entries: M3uEntry[] = [];
  let name: string | null = null;
  let info: Omit<M3uEntry, 'location'> = NO_INFO;
  for (const raw of text.replace(/^\ufeff/, '').split(LINE_END)) {
    const line = raw.trim();
    if (line === '') continue;
    if (!line.startsWith('#')) {
      entries.push({ location: line, ...info });
      info = NO_INFO;
      continue;
    }
    const named = NAME.exec(line)?.[1]?.trim() ?? '';
    if (named !== '') name = named;
    const told = INFO.exec(line);
    if (told !== null) info = toInfo(told[1], told[3]);
  }
  return { name, entries };
}

const NO_INFO = { title: null, durationS: null } as const;

function toInfo(seconds = '', title = ''): Omit<M3uEntry, 'location'> {
  const durationS = seconds === '' ? -1 : Math.round(Number(seconds));
  return { title: title.trim() || null, durationS: durationS > 0 ? durationS : null };
}

/** A song to be written: its file and what is told of it. */
export interface WrittenM3uEntry {
  /** Relative to the playlist file with `/`, or absolute. */
  readonly path: string;
  readonly title: string;
  readonly durationMs: number | null;
}

/** The first lines of a playlist file. */
export function m3uHead(name: string): string {
  return `#EXTM3U\n#PLAYLIST:${oneLine(name)}\n`;
}

/** The lines of one song. */
export function m3uLines({ path, title, durationMs }: WrittenM3uEntry): string {
  const seconds = durationMs === null ? -1 : Math.max(0, Math.round(durationMs / 1_000));
  return `#EXTINF:${seconds},${oneLine(title)}\n${safePath(path)}\n`;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').trim();
}

/** A name that begins like a comment, or with a space that readers take away, is told from it by its folder. */
function safePath(path: string): string {
  return /^[#\s]/.test(path) ? `./${path}` : path;
}
