import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Store from 'electron-store';
import * as z from 'zod';
import { keyHolder } from '@shared/shortcut-rules';
import type { Log, SettingsStore, StoredSettings } from '../ports';
import { readStoredSettings } from '../services/stored-settings';
import { isErrno } from '../services/whole-file';

/** No screen is wider, and the system takes no larger number. */
const FARTHEST = 100_000;
const coordinate = z.int().min(-FARTHEST).max(FARTHEST);
const extent = z.int().min(1).max(FARTHEST);
const windowPlace = z.object({
  x: coordinate.optional(),
  y: coordinate.optional(),
  width: extent,
  height: extent,
  isMaximized: z.boolean(),
});

const miniPlace = z.object({ x: coordinate, y: coordinate, width: extent, height: extent });

/** Where the mini player was last. */
export type MiniPlace = Readonly<z.infer<typeof miniPlace>>;

/** Where the window was when it was closed. */
export type WindowPlace = Readonly<z.infer<typeof windowPlace>>;

/** Settings in a file of the profile's folder. Each value is checked when it is read; one that is not valid has its default. */
export interface ProfileStore extends SettingsStore {
  windowPlace(): WindowPlace | null;
  saveWindowPlace(place: WindowPlace): void;
  miniPlace(): MiniPlace | null;
  saveMiniPlace(place: MiniPlace): void;
}

export interface SettingsStoreOptions {
  readonly folder: string;
  readonly defaults: StoredSettings;
  readonly log: Log;
  /** Milliseconds since the epoch, for the name of a file that is set aside. */
  readonly now: () => number;
  /** The file could not be read as settings: it stands under this path now, and the settings are the defaults. */
  readonly onSetAside: (path: string) => void;
}

const NAME = 'settings';

export function createSettingsStore(options: SettingsStoreOptions): ProfileStore {
  const { folder, defaults, log, now, onSetAside } = options;
  const file = join(folder, `${NAME}.json`);
  const reported = new Set<string>();

  function setAside(): void {
    const path = `${file}.broken-${new Date(now()).toISOString().replaceAll(':', '-')}`;
    renameSync(file, path);
    log.warn('The settings file could not be read and was set aside');
    onSetAside(path);
  }

  /** Does something with the file. One that was broken since it was opened is set aside too. */
  function withFile<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      setAside();
      return work();
    }
  }

  /** Tells of a value that is not valid once, and never what it is: it may be anything. */
  function report(name: string): void {
    if (reported.has(name)) return;
    reported.add(name);
    log.warn('A stored setting is not valid; its default is used', { setting: name });
  }

  function reportKeys(action: string): void {
    if (reported.has(`shortcuts ${action}`)) return;
    reported.add(`shortcuts ${action}`);
    log.warn('A stored key of an action cannot be used and is left out', { action });
  }

  if (!isUsable(file)) setAside();
  // What stands in the file may be anything until it has been checked.
  const store = new Store<Record<string, unknown>>({
    cwd: folder,
    name: NAME,
    defaults: { ...defaults, window: null, miniWindow: null },
  });

  function readPlace<Place>(name: string, schema: z.ZodType<Place>): Place | null {
    const { success, data } = schema.nullable().safeParse(withFile(() => store.get(name, null)));
    if (!success) report(name);
    return data ?? null;
  }

  return {
    read() {
      const { settings, invalid, withoutKeys } = readStoredSettings(
        withFile(() => store.store),
        defaults,
      );
      invalid.forEach(report);
      withoutKeys.filter((id) => keyHolder(id) !== null).forEach(reportKeys);
      return settings;
    },
    write: (patch) => withFile(() => store.set(patch)),
    windowPlace: () => readPlace('window', windowPlace),
    saveWindowPlace: (place) => withFile(() => store.set('window', place)),
    miniPlace: () => readPlace('miniWindow', miniPlace),
    saveMiniPlace: (place) => withFile(() => store.set('miniWindow', place)),
  };
}

/** Whether the file holds a JSON object, or is not there. Whatever else stands in its place is none. */
function isUsable(file: string): boolean {
  try {
    // Some editors begin a file with a byte order mark.
    const content: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    return typeof content === 'object' && content !== null && !Array.isArray(content);
  } catch (error) {
    return isErrno(error, 'ENOENT');
  }
}
