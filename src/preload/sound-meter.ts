import { ipcRenderer } from 'electron';
import { METER_CHANNEL } from '@shared/sound-meter';

// The page that measures sound has no door to main but this port, and preload gives it none.
ipcRenderer.once(METER_CHANNEL, ({ ports: [port] }) => {
  if (port) window.postMessage(METER_CHANNEL, window.origin, [port]);
});
