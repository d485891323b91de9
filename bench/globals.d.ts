import type { Bridge } from '../src/shared/ipc/bridge';

declare global {
  interface Window {
    /** The program's own bridge. */
    readonly flowshelf: Bridge;
    /** The floor's: the answer with this number. */
    readonly floor: (index: number) => Promise<string>;
  }
}
