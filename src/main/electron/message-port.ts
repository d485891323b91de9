import type { MessagePortMain } from 'electron';
import type { Port } from '../ipc/port-server';

/** One end of a channel of Electron, begun. */
export function electronPort<Sent, Received>(port: MessagePortMain): Port<Sent, Received> {
  return {
    send: (message) => port.postMessage(message),
    onMessage(listener) {
      // Whoever holds the other end is a process of ours, or looked at by whoever listens.
      port.on('message', ({ data }) => listener(data as Received));
      port.start();
    },
    onClose: (listener) => void port.on('close', listener),
  };
}
