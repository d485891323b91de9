import { contextBridge, ipcRenderer } from 'electron';
import { EVENT_CHANNEL, INVOKE_CHANNEL, type Bridge } from '@shared/ipc/bridge';
import type { EventName } from '@shared/ipc/events';

/** The window's only door: two functions that carry text. What may be asked is decided where it is served. */
const bridge: Bridge = {
  invoke: (route, inputJson) => ipcRenderer.invoke(INVOKE_CHANNEL, route, inputJson) as Promise<string>,
  on(listener) {
    const forward = (_event: unknown, event: EventName, payloadJson: string) => listener(event, payloadJson);
    ipcRenderer.on(EVENT_CHANNEL, forward);
    return () => void ipcRenderer.off(EVENT_CHANNEL, forward);
  },
};

contextBridge.exposeInMainWorld('flowshelf', bridge);
