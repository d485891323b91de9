import type { Thread } from '../../src/main/ports';
import { serveExports, type ExportOrder } from '../../src/main/ipc/export-port';
import { printSong } from '../../src/main/services/song-printing';
import { writeTagged } from '../../src/main/services/tag-writing';

export interface FakeThread extends Thread<unknown, unknown> {
  /** As if it had crashed. */
  crash(): void;
}

/** The export thread, in this one: with messages that are copied and come a turn later. */
export function beginExportThreadHere(write = writeTagged): FakeThread {
  let onOrder: (order: ExportOrder) => void = () => undefined;
  let isOver = false;
  const listeners: ((message: unknown) => void)[] = [];
  const enders: (() => void)[] = [];
  serveExports(
    {
      send(message) {
        const copy: unknown = structuredClone(message);
        setImmediate(() => {
          if (!isOver) for (const listener of listeners) listener(copy);
        });
      },
      onMessage: (listener) => {
        onOrder = listener;
      },
    },
    { write, print: printSong },
  );
  function finish(): void {
    isOver = true;
    for (const tell of enders) tell();
  }
  return {
    send(message) {
      const copy = structuredClone(message) as ExportOrder;
      setImmediate(() => onOrder(copy));
    },
    onMessage: (listener) => void listeners.push(listener),
    onEnd: (listener) => void enders.push(listener),
    async end() {
      await Promise.resolve();
      finish();
    },
    crash: finish,
  };
}
