import { openBeside } from '../../src/main/db/database';
import { createWriteTurns } from '../../src/main/db/write-turns';
import { createIntake } from '../../src/main/intake';
import { serveIntake, type IntakeOrder } from '../../src/main/ipc/intake-port';
import type { Settings } from '@shared/model';
import type { Clock, IntakeThreadData, Log, Thread } from '../../src/main/ports';
import { createLibraryFolder } from '../../src/main/services/library-folder';
import { DEFAULT_SETTINGS } from '../../src/main/services/settings';
import { restOneTurn } from '../../src/main/services/slices';

export interface ThreadOptions {
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * What the program has done in a thread, done in this one: on a connection of its own, with messages that are copied and
 * come a turn later.
 */
export function beginInProcess(
  { databaseFile, turnsMemory, ownFolders }: IntakeThreadData,
  { clock, log }: ThreadOptions,
): Thread<unknown, unknown> {
  const db = openBeside(databaseFile, log, createWriteTurns(turnsMemory));
  let settings: Settings = { ...DEFAULT_SETTINGS, exportFolder: null } as unknown as Settings;
  let folder = createLibraryFolder('/');
  let onOrder: (order: IntakeOrder) => void = () => undefined;
  const listeners: ((message: unknown) => void)[] = [];
  const enders: (() => void)[] = [];
  const intake = createIntake({
    db,
    settings: () => settings,
    folder: () => folder,
    isOwnFolder: (path) => ownFolders.includes(path),
    longestMs: 1,
    rest: restOneTurn,
    clock,
    log,
  });
  serveIntake(
    {
      send: (message) => {
        const copy: unknown = structuredClone(message);
        setImmediate(() => {
          for (const listener of listeners) listener(copy);
        });
      },
      onMessage: (listener) => {
        onOrder = listener;
      },
    },
    intake,
    (place) => {
      settings = place.settings;
      if (place.libraryFolder !== null) folder = createLibraryFolder(place.libraryFolder);
    },
  );
  return {
    send(message) {
      const copy = structuredClone(message) as IntakeOrder;
      setImmediate(() => onOrder(copy));
    },
    onMessage: (listener) => void listeners.push(listener),
    onEnd: (listener) => void enders.push(listener),
    async end() {
      await restOneTurn();
      db.close();
      for (const tell of enders) tell();
    },
  };
}
