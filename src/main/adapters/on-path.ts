import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Whether a command can be started by its name alone. @param path as the environment variable has it */
export async function isOnPath(command: string, path: string | undefined): Promise<boolean> {
  for (const folder of (path ?? '').split(delimiter)) {
    if (folder === '') continue;
    const isThere = await access(join(folder, command), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return true;
  }
  return false;
}
