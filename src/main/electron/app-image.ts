import { spawn } from 'node:child_process';
import { chmodSync, closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import process from 'node:process';

/** What stands in the name of a file that is called by its version. */
const VERSION = /\d+\.\d+\.\d+/;

/**
 * The one file that this program runs from; null where it is no AppImage. Another program that is one hands its variables to whatever it
 * starts: that file is not ours.
 */
export function runningAppImage(): string | null {
  const { APPIMAGE: file, APPDIR: folder } = process.env;
  if (file === undefined || folder === undefined || !isAbsolute(file) || !isAbsolute(folder)) return null;
  const inside = relative(folder, process.execPath);
  return inside.startsWith('..') || isAbsolute(inside) ? null : file;
}

/**
 * Puts a new AppImage in the place of the one that runs. Until the very end the old one is whole and has its name: where the new one cannot
 * be written, because the disk is full or the folder was taken away, there still is a program to start.
 *
 * @param fetched the new one
 * @param running the one that runs: it may be open, for its name is another file's from then on
 * @returns where the new one is: under the old name, unless that names a version
 * @throws what the system says
 */
export function replaceAppImage(fetched: string, running: string): string {
  const isNamedByVersion = VERSION.test(basename(running));
  const place = isNamedByVersion ? join(dirname(running), basename(fetched)) : running;
  const coming = `${place}.part`;
  try {
    copyFileSync(fetched, coming);
    chmodSync(coming, 0o755);
    const file = openSync(coming, 'r+');
    fsyncSync(file);
    closeSync(file);
    renameSync(coming, place);
  } catch (error) {
    rmSync(coming, { force: true });
    throw error;
  }
  if (place !== running) rmSync(running, { force: true });
  return place;
}

/** Starts an AppImage as this program was started; it goes on when this one has ended. */
export function startAppImage(file: string): void {
  const switches = process.argv.slice(1).filter((argument) => argument.startsWith('--'));
  spawn(file, switches, { detached: true, stdio: 'ignore' }).unref();
}
