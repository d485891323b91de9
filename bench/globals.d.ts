import type { Bridge } from '../src/shared/ipc/bridge';
import type { AudioSample } from './measure/dropouts';
import type { WindowTools } from './window';

declare global {
  interface Window {
    /** The program's own bridge. */
    readonly flowshelf: Bridge;
    /** Put into the program's window by `prepareWindow`. */
    bench: WindowTools;
    /** Memory that the window keeps for nothing, where that is to be seen. */
    benchBurden?: Uint8Array;
    /** The sound that the program plays, and where it was; put there by P12. */
    benchSound?: HTMLMediaElement;
    /** Hears what the program plays; put there by L1. */
    benchEar?: AnalyserNode;
    benchSamples?: AudioSample[];
    /** The floor's: the answer with this number. */
    readonly floor: (index: number) => Promise<string>;
    /** Brings files into a folder, all at once; resolves to their hashes. */
    readonly floorDownloads: (urls: readonly string[], folder: string) => Promise<readonly string[]>;
  }
}
