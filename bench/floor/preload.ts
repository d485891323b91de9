import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('floor', (index: number) => ipcRenderer.invoke('floor', index));
contextBridge.exposeInMainWorld('floorDownloads', (urls: readonly string[], folder: string) =>
  ipcRenderer.invoke('floor-downloads', urls, folder),
);
