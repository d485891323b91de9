import { BrowserWindow } from 'electron';
import type { Playback } from '../ports';

/** Chromium knows which window sounds; nobody has to be told of plays and pauses for it. */
export const windowPlayback: Playback = {
  isAudible: () => BrowserWindow.getAllWindows().some(({ webContents }) => webContents.isCurrentlyAudible()),
};
