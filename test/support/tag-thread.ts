import type { Thread } from '../../src/main/ports';
import { serveTagging, type TagOrder } from '../../src/main/ipc/tag-port';
import { writeTagged } from '../../src/main/services/tag-writing';

export interface FakeThread extends Thread<unknown, unknown> {
  /** As if it had crashed. */
  crash(): void;
}

/** The thread that writes tags, in this one: with messages that are copied and come a turn later. */
export function beginTagThreadHere(write = writeTagged): FakeThread {
  let onOrder: (order: TagOrder) => void = () => undefined;
  let isOver = false;
  const listeners: ((message: unknown) => void)[] = [];
  const enders: (() => void)[] = [];
  serveTagging(
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
    write,
  );
  function finish(): void {
    isOver = true;
    for (const tell of enders) tell();
  }
  return {
    send(message) {
      const copy = structuredClone(message) as TagOrder;
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
