import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('floor', (index: number) => ipcRenderer.invoke('floor', index));
