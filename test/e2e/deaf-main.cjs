/* eslint-disable @typescript-eslint/no-require-imports -- loaded with -r, which takes CommonJS only */
// Loaded into the program before it starts: main never hears that the window's first screen stands, as when it hangs.
const { ipcMain } = require('electron');

const on = ipcMain.on.bind(ipcMain);
ipcMain.on = (channel, listener) => (channel === 'flowshelf:settled' ? ipcMain : on(channel, listener));
