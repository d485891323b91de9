import type { CheckMode } from '@shared/library-check';

/** Rules of *Check library* that need no disk: when a check is due, when a file has to be read, what a name says. */

/** What a row knows of its file. Times are in milliseconds since the epoch. */
export interface KnownFile {
  readonly bytes: number | null;
  /** When the file was last changed, as of the last look; null before the first. */
  readonly changedAt: number | null;
  /** When the download of it ended. */
  readonly finishedAt: number | null;
}

/** What the disk says of it. */
export interface SeenFile {
  readonly bytes: number;
  readonly changedAt: number;
}

/** File systems keep times as coarse as two seconds (FAT). */
const TIME_TOLERANCE_MS = 2_000;

/**
 * What a look at a file's length and time tells: it is `changed` when the length is another; it may be when it was
 * written to since, and in a thorough check always: then it has to be `read`.
 */
export function judgeFile(known: KnownFile, seen: SeenFile, mode: CheckMode): 'same' | 'changed' | 'read' {
  if (known.bytes !== null && known.bytes !== seen.bytes) return 'changed';
  if (mode === 'thorough') return 'read';
  if (known.changedAt !== null) {
    return Math.abs(seen.changedAt - known.changedAt) <= TIME_TOLERANCE_MS ? 'same' : 'read';
  }
  const wasWrittenLater = known.finishedAt !== null && seen.changedAt > known.finishedAt + TIME_TOLERANCE_MS;
  return wasWrittenLater ? 'read' : 'same';
}

/** What systems and file managers put into folders; nobody's files. */
const SYSTEM_NAMES: ReadonlySet<string> = new Set([
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  'icon\r',
  'lost+found',
  'system volume information',
  '$recycle.bin',
]);

/** Whether a name is the system's or hidden: neither ours nor worth telling of. */
export function isSystemName(name: string): boolean {
  return name.startsWith('.') || SYSTEM_NAMES.has(name.toLowerCase());
}

const UNFINISHED = /\.(?:(?:cover|audio|wav|video)\.part|flowshelf\.tmp)$/;

/** Whether a name is one that the program gives a file while it writes it. */
export function isUnfinishedName(name: string): boolean {
  return UNFINISHED.test(name);
}

/** Whether a name is one that the words or the description of a song have while they are written. */
export function isUnfinishedText(name: string): boolean {
  return name.endsWith('.flowshelf.tmp');
}

/** Whether a folder is named as the program names a song's: something, and the beginning of an id in brackets. */
export function isSongFolderName(name: string): boolean {
  return / \[[A-Za-z0-9_-]+\]$/.test(name);
}

/** When checks were last finished; null for never. */
export interface CheckHistory {
  readonly lastQuickAt: number | null;
  readonly lastThoroughAt: number | null;
  /** When the library was first watched: a thorough check is not due before it is a month old. */
  readonly since: number;
}

const DAY_MS = 24 * 60 * 60_000;
const THOROUGH_EVERY_MS = 30 * DAY_MS;

/**
 * The check that is due: a quick one each day, a thorough one each month. A time in the future was noted under another
 * clock and counts as never.
 */
export function dueCheck(history: CheckHistory, now: number): CheckMode | null {
  const ageOf = (at: number | null): number => (at === null || at > now ? Infinity : now - at);
  const thorough = Math.min(ageOf(history.lastThoroughAt), ageOf(history.since));
  if (thorough >= THOROUGH_EVERY_MS) return 'thorough';
  const quick = Math.min(ageOf(history.lastQuickAt), ageOf(history.lastThoroughAt));
  return quick >= DAY_MS ? 'quick' : null;
}
