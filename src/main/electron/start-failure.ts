import { accessSync, constants } from 'node:fs';
import { dialog } from 'electron';
import { fill } from '@shared/texts/fill';
import { NewerSchemaError } from '../db/migrate';
import { BadEnvironmentError, type Disks } from '../ports';
import { dataDiskNeeds } from '../services/data-disk';
import { isErrno } from '../services/whole-file';
import type { MainTexts } from '@shared/texts/main';

/** Why the library could not be opened, for a person. */
export interface StartFailure {
  readonly title: string;
  readonly text: string;
  /** Whether there is something to be done about it and then to be tried again. */
  readonly canTryAgain: boolean;
}

const MEGABYTE = 1_000_000;

/** @param folder where the program keeps its own data */
export async function explainStartFailure(
  error: unknown,
  folder: string,
  disks: Disks,
  texts: MainTexts,
): Promise<StartFailure> {
  if (error instanceof BadEnvironmentError) {
    const { title, text } = texts.menu.badEnvironment;
    return { title, text: fill(text, { problem: texts.errors[error.reason] }), canTryAgain: false };
  }
  if (error instanceof NewerSchemaError) return { ...texts.menu.newerDatabase, canTryAgain: false };
  const lack = await explainLackOfRoom(folder, disks, texts);
  if (lack !== null) return { title: texts.menu.noRoomToOpen.title, text: lack, canTryAgain: true };
  const detail = error instanceof Error ? error.message : String(error);
  const words = isReadOnly(error, folder) ? texts.menu.readOnlyData : texts.menu.cannotOpen;
  const text = fill(words.text, { folder, detail });
  return { title: words.title, text, canTryAgain: true };
}

/** SQLite says so of the file; what it says of a folder in which it can make none means other troubles as well. */
function isReadOnly(error: unknown, folder: string): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_READONLY')) return true;
  try {
    accessSync(folder, constants.W_OK);
    return false;
  } catch (refusal) {
    return isErrno(refusal, 'EROFS', 'EACCES', 'EPERM');
  }
}

/**
 * Null where the disk has room. It is asked itself: on a full disk SQLite has many words for what it could not do, and most
 * of them mean other troubles as well.
 */
async function explainLackOfRoom(folder: string, disks: Disks, texts: MainTexts): Promise<string | null> {
  try {
    const room = await disks.room(folder);
    const { neededBytes, trialBytes } = dataDiskNeeds(room);
    if (await disks.takes(folder, trialBytes)) return null;
    const { full, refused, rest } = texts.menu.noRoomToOpen;
    const what = fill(room.freeBytes < neededBytes ? full : refused, {
      folder,
      needed: String(Math.ceil(neededBytes / MEGABYTE)),
      free: String(Math.floor(room.freeBytes / MEGABYTE)),
    });
    return `${what}\n\n${rest}`;
  } catch {
    // Nothing can be said of the disk: it is not the room that is lacking.
    return null;
  }
}

/** Shows it, and waits for what the user wants. */
export async function showStartFailure(failure: StartFailure, texts: MainTexts): Promise<'again' | 'quit'> {
  const buttons = [...(failure.canTryAgain ? [texts.menu.tryAgain] : []), texts.menu.quit];
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: texts.menu.program,
    message: failure.title,
    detail: failure.text,
    buttons,
    defaultId: 0,
    cancelId: buttons.length - 1,
    noLink: true,
  });
  return failure.canTryAgain && response === 0 ? 'again' : 'quit';
}
