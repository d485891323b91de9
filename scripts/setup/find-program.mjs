// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
 * @param {string} name
 * @returns {string | undefined} where in PATH the program is; on Linux and macOS only
 */
export function findProgram(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
