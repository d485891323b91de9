import { mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { app, BrowserWindow, clipboard, dialog, shell } from 'electron';
import { AppError } from '@shared/ipc/errors';
import { en } from '@shared/texts/en';
import type { Shell } from '../ports';

/** The desktop around the program: dialogs, the file manager, the clipboard. */
export const desktopShell: Shell = {
  async chooseFolder({ purpose, from }) {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    const options: Electron.OpenDialogOptions = {
      title: purpose === 'library' ? en.menu.chooseLibraryFolder : en.menu.chooseExportFolder,
      defaultPath: from,
      properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
    };
    const result = window
      ? await dialog.showOpenDialog(window, options)
      : await dialog.showOpenDialog(options);
    return result.canceled ? null : (result.filePaths[0] ?? null);
  },
  async chooseLyricsFile() {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    const options: Electron.OpenDialogOptions = {
      title: en.menu.chooseLyricsFile,
      filters: [
        {
          name: en.menu.lyricsFiles,
          extensions: ['lrc', 'srt', 'vtt', 'txt', 'ass', 'ssa', 'ttml', 'json'],
        },
        { name: en.menu.allFiles, extensions: ['*'] },
      ],
      properties: ['openFile'],
    };
    const result = window
      ? await dialog.showOpenDialog(window, options)
      : await dialog.showOpenDialog(options);
    return result.canceled ? null : (result.filePaths[0] ?? null);
  },
  async choosePlaylistFile() {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    const options: Electron.OpenDialogOptions = {
      title: en.menu.choosePlaylistFile,
      filters: [
        { name: en.menu.playlistFiles, extensions: ['m3u8', 'm3u'] },
        { name: en.menu.allFiles, extensions: ['*'] },
      ],
      properties: ['openFile'],
    };
    const result = window
      ? await dialog.showOpenDialog(window, options)
      : await dialog.showOpenDialog(options);
    return result.canceled ? null : (result.filePaths[0] ?? null);
  },
  async chooseFileToWrite({ suggestedName }) {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    const ending = extname(suggestedName).slice(1);
    const isZip = ending === 'zip';
    const options: Electron.SaveDialogOptions = {
      title: isZip ? en.menu.chooseDiagnosticsFile : en.menu.chooseListFile,
      defaultPath: join(app.getPath('documents'), suggestedName),
      filters: [{ name: isZip ? en.menu.zipFiles : ending.toUpperCase(), extensions: [ending] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    };
    const result = window
      ? await dialog.showSaveDialog(window, options)
      : await dialog.showSaveDialog(options);
    return result.canceled || result.filePath === '' ? null : result.filePath;
  },
  showInFolder: (path) => shell.showItemInFolder(path),
  async openFolder(path) {
    await mkdir(path, { recursive: true });
    const failure = await shell.openPath(path);
    if (failure !== '') throw new AppError('file-failed', failure);
  },
  copyText: (text) => void clipboard.writeText(text),
  async trash(path) {
    try {
      await shell.trashItem(path);
      return true;
    } catch {
      // A disk without a trash, or a system without one at all: the file is where it was.
      return false;
    }
  },
};
