// @ts-check
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** What an interrupted set-up left behind is cleared away when it is this old. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

const UNFINISHED = '.unfinished-';

/** The folder in which all working copies of this user share what is costly to make. */
function cacheFolder() {
  const configured = process.env.XDG_CACHE_HOME;
  const base = configured && path.isAbsolute(configured) ? configured : path.join(os.homedir(), '.cache');
  return path.join(base, 'flowshelf-dev');
}

/**
 * Gives a file or folder of the cache and makes it first where it is missing. It is made aside and moved to its
 * place in one go, so what is in the cache is whole, and two set-ups at the same time do each other no harm.
 *
 * @param {string} name names everything that the content depends on
 * @param {(workFolder: string) => Promise<string>} make returns what it made, inside the given folder
 * @returns {Promise<string>} where it is
 */
export async function provideCached(name, make) {
  const target = path.join(cacheFolder(), name);
  if (fs.existsSync(target)) return target;
  fs.mkdirSync(cacheFolder(), { recursive: true });
  removeAbandoned();
  const workFolder = fs.mkdtempSync(path.join(cacheFolder(), UNFINISHED));
  try {
    moveUnlessThere(await make(workFolder), target);
  } finally {
    fs.rmSync(workFolder, { recursive: true, force: true });
  }
  return target;
}

/** @param {string} name */
export function removeCached(name) {
  fs.rmSync(path.join(cacheFolder(), name), { recursive: true, force: true });
}

/**
 * Moves a file or folder to a place where another process may have put the same thing in the meantime.
 *
 * @param {string} from
 * @param {string} to
 */
export function moveUnlessThere(from, to) {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    if (!fs.existsSync(to)) throw error;
  }
}

function removeAbandoned() {
  for (const name of fs.readdirSync(cacheFolder())) {
    const file = path.join(cacheFolder(), name);
    if (name.startsWith(UNFINISHED) && Date.now() - fs.statSync(file).mtimeMs > ABANDONED_AFTER_MS) {
      fs.rmSync(file, { recursive: true, force: true });
    }
  }
}
