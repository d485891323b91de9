import { isSystemName } from '../domain/library-check';
import { pathIn, type LibraryReader } from './library-reader';

/**
 * Paths of all files in a folder and in the folders below it, in the order of names, without those that the system puts
 * there.
 *
 * @param isEntered whether to look into a folder of this name, so many folders down
 */
export async function filesBelow(
  reader: Pick<LibraryReader, 'list'>,
  folder: string,
  isEntered: (name: string, depth: number) => boolean,
  signal: AbortSignal,
): Promise<string[]> {
  const paths: string[] = [];

  async function gather(path: string, depth: number): Promise<void> {
    for (const entry of await reader.list(path)) {
      signal.throwIfAborted();
      const inner = pathIn(path, entry.name);
      if (!entry.isFolder) {
        if (!isSystemName(entry.name)) paths.push(inner);
      } else if (isEntered(entry.name, depth)) {
        await gather(inner, depth + 1);
      }
    }
  }

  await gather(folder, 0);
  return paths;
}
