import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError } from '@shared/ipc/errors';

/** What else than a file has such a name, a pipe for example, keeps nobody waiting. Windows has no such flag. */
const WITHOUT_WAITING = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/**
 * The bytes of a file that the user chose, which may be anywhere on this machine and be anything.
 *
 * @throws AppError `file-failed` where it is no file that can be read (its cause tells why), `file-too-large` where it has more
 *   bytes than `most`
 */
export async function readChosenFile(path: string, most: number): Promise<Buffer> {
  try {
    const file = await open(path, WITHOUT_WAITING);
    try {
      const facts = await file.stat();
      if (!facts.isFile()) throw new AppError('file-failed', 'It is no file.');
      if (facts.size > most) throw new AppError('file-too-large', `The file has ${facts.size} bytes.`);
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('file-failed', 'The file could not be read.', { cause: error });
  }
}
