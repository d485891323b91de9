import { accessSync, constants } from 'node:fs';

/** Whether this user may write to a folder; false, too, where it is not there. */
export function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
