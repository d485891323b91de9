import { readdirSync, renameSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import electronLog from 'electron-log/node';
import { describeError, redact } from '../domain/redact';
import type { Log, LogFiles } from '../ports';

export interface FileLogOptions {
  /** Where the files are kept; made when the first line is written. */
  readonly folder: string;
  /** Written as `~`; null when unknown. */
  readonly homeFolder: string | null;
  /** Also to the console that the program was started from. */
  readonly isOnConsole: boolean;
  /** Size at which a file is put aside, in bytes. */
  readonly maxBytes?: number;
}

const CURRENT = 'flowshelf.log';
const KEPT_FILES = 5;
const MAX_BYTES = 1_000_000;
/** Pads the levels to one width, so that messages stand below each other. */
const LEVEL_WIDTH = 5;

/**
 * Writes one line per event into a file, keeps five of a megabyte each, and takes out of every line what is nobody's
 * business (`domain/redact`). A line that cannot be written, because the disk is full or the folder is gone, is lost;
 * nothing else happens.
 */
export function createFileLog(options: FileLogOptions): Log & LogFiles {
  const { folder, homeFolder, isOnConsole, maxBytes = MAX_BYTES } = options;
  const secrets = new Set<string>();
  const logger = electronLog.create({ logId: folder });
  const { file, console } = logger.transports;
  file.resolvePathFn = () => join(folder, CURRENT);
  file.maxSize = maxBytes;
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  file.format = ({ data }) => data;
  file.archiveLogFn = (current) => {
    // A file that another program holds open cannot be moved on Windows: it begins anew instead of growing for ever.
    if (!rotate(folder)) current.clear();
  };
  console.level = isOnConsole ? 'silly' : false;
  console.format = ({ data }) => data;

  function write(level: 'info' | 'warn' | 'error', message: string, rest: string): void {
    const at = new Date().toISOString();
    const text = redact(`${message}${rest === '' ? '' : ` ${rest}`}`, { secrets: [...secrets], homeFolder });
    // A per cent sign in what others say must not be read as a place for a value.
    logger[level]('%s', `${at} ${level.padEnd(LEVEL_WIDTH)} ${text}`);
  }

  return {
    info: (message, details) => write('info', message, details ? JSON.stringify(details) : ''),
    warn: (message, details) => write('warn', message, details ? JSON.stringify(details) : ''),
    error: (message, error) => write('error', message, describeError(error)),
    hide: (secret) => void secrets.add(secret),
    async read() {
      const files = await Promise.all(
        namesIn(folder).map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })),
      );
      return files.sort((a, b) => ageOf(a.name) - ageOf(b.name));
    },
    redact: (text) => redact(text, { secrets: [...secrets], homeFolder }),
  };
}

/** `flowshelf.1.log` is the youngest of those put aside. */
function nameOf(age: number): string {
  return age === 0 ? CURRENT : `flowshelf.${age}.log`;
}

function ageOf(name: string): number {
  return Number(/\.(\d+)\.log$/.exec(name)?.[1] ?? 0);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^flowshelf(\.\d+)?\.log$/.test(name));
  } catch {
    return [];
  }
}

/** Moves every file one place on; the oldest goes. Tells whether the current one could be moved. */
function rotate(folder: string): boolean {
  let isMoved = false;
  for (let age = KEPT_FILES - 2; age >= 0; age -= 1) {
    try {
      renameSync(join(folder, nameOf(age)), join(folder, nameOf(age + 1)));
      isMoved = age === 0;
    } catch {
      // There is none of that age yet.
    }
  }
  return isMoved;
}
