import type { Bridge } from '../src/shared/ipc/bridge';
import type { WindowTools } from './window';

declare global {
  interface Window {
    /** The program's own bridge. */
    readonly flowshelf: Bridge;
    /** Put into the program's window by `prepareWindow`. */
    bench: WindowTools;
    /** The floor's: the answer with this number. */
    readonly floor: (index: number) => Promise<string>;
    /** Brings files into a folder, all at once; resolves to their hashes. */
    readonly floorDownloads: (urls: readonly string[], folder: string) => Promise<readonly string[]>;
  }
}
