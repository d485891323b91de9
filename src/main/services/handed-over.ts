import { basename, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '@shared/ipc/errors';
import type { HandedFile, HandedOver, UnreadFile } from '@shared/handed-over';
import { oneLineName } from '@shared/list-names';
import { MAX_LYRICS_FILES, type JobId } from '@shared/model';
import { isLink, jobOfLink } from '../domain/job-link';
import type { Log } from '../ports';
import { readChosenFile } from './chosen-file';

/** The kind of file that the packages register. */
const WORDS_FILE = /\.lrc$/i;
const LONGEST_ARGUMENT = 4_096;
/** More links than that are no person's doing. */
const MOST_JOBS = 20;
/** All files that are handed to the window at once. */
const MOST_BYTES_AT_ONCE = 20_000_000;

/**
 * What the desktop hands over, as arguments of a start or through the system: it waits here until the window asks for it, for
 * the window alone asks people.
 */
export interface HandedOverBox {
  /**
   * Keeps what of these arguments is a link to a job or a file of words, and passes over everything else; of a link that is
   * refused the window tells.
   *
   * @param folder what a path that is not whole begins at
   */
  receive(args: readonly string[], folder: string): void;
  /** The next that waits; it waits no more then. All files are one. Null when nothing does. */
  take(): Promise<HandedOver | null>;
}

/** Whether an argument is for `receive`. */
export function isHandedOver(argument: string): boolean {
  return isLink(argument) || isWordsFile(argument);
}

function isWordsFile(argument: string): boolean {
  return argument.length <= LONGEST_ARGUMENT && !argument.startsWith('-') && WORDS_FILE.test(argument);
}

export function createHandedOverBox(log: Log, onReceived: () => void): HandedOverBox {
  const jobs = new Set<JobId>();
  const paths = new Set<string>();
  let refused: Extract<HandedOver, { kind: 'refused-links' }>['reason'] | null = null;

  function receiveOne(argument: string, folder: string): boolean {
    if (isLink(argument)) {
      const jobId = jobOfLink(argument);
      if (jobId === null || jobs.size >= MOST_JOBS) {
        log.warn(jobId === null ? 'A link was refused' : 'Too many links at once');
        refused ??= jobId === null ? 'no-job' : 'too-many';
        return true;
      }
      jobs.add(jobId);
      return true;
    }
    const path = isWordsFile(argument) && paths.size < MAX_LYRICS_FILES ? pathOf(argument, folder) : null;
    if (path === null) return false;
    paths.add(path);
    return true;
  }

  return {
    receive(args, folder) {
      const received = args.filter((argument) => receiveOne(argument, folder));
      if (received.length > 0) onReceived();
    },
    async take() {
      const [jobId] = jobs;
      if (jobId !== undefined) {
        jobs.delete(jobId);
        return { kind: 'job', jobId };
      }
      if (refused !== null) {
        const reason = refused;
        refused = null;
        return { kind: 'refused-links', reason };
      }
      if (paths.size === 0) return null;
      const wanted = [...paths];
      paths.clear();
      return { kind: 'lyrics', ...(await readAll(wanted)) };
    },
  };
}

/** Desktops give a path or a `file:` address; null for one that is on no disk of this machine. */
function pathOf(argument: string, folder: string): string | null {
  if (!/^file:/i.test(argument)) return isAbsolute(argument) ? argument : resolve(folder, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    return null;
  }
}

async function readAll(paths: readonly string[]) {
  const files: HandedFile[] = [];
  const unread: UnreadFile[] = [];
  let room = MOST_BYTES_AT_ONCE;
  for (const path of paths) {
    // As it is shown: signs that turn the text around them are none of a name's.
    const name = oneLineName(basename(path));
    try {
      const bytes = await readChosenFile(path, room);
      room -= bytes.byteLength;
      files.push({ name, base64: Buffer.from(bytes).toString('base64') });
    } catch (error) {
      const isTooLarge = error instanceof AppError && error.code === 'file-too-large';
      unread.push({ name, reason: isTooLarge ? 'file-too-large' : 'file-failed' });
    }
  }
  return { files, unread };
}
