import { spawn } from 'node:child_process';
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { app, BrowserWindow, clipboard, dialog, shell } from 'electron';
import { AppError } from '@shared/ipc/errors';
import { en } from '@shared/texts/en';
import type { Shell } from '../ports';

/** Where a system keeps its programs. */
const PROGRAM_FOLDERS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: '/Applications',
  win32: process.env['ProgramFiles'] ?? 'C:\\Program Files',
  linux: '/usr/bin',
};

async function chooseFile(options: Electron.OpenDialogOptions): Promise<string | null> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const result = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options);
  return result.canceled ? null : (result.filePaths[0] ?? null);
}

/** Without a shell: a path is a path, whatever stands in it. The program goes on when this one ends. */
function startProgram(program: string, file: string): Promise<void> {
  const isBundle = process.platform === 'darwin' && program.endsWith('.app');
  const [command, parts] = isBundle ? ['open', ['-a', program, file]] : [program, [file]];
  return new Promise((resolve, reject) => {
    const child = spawn(command, parts, { detached: true, stdio: 'ignore' });
    child.once('error', (error) => reject(new AppError('program-failed', error.message)));
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}

/** The desktop around the program: dialogs, the file manager, the clipboard. */
export const desktopShell: Shell = {
  async chooseFolder({ purpose, from }) {
    return chooseFile({
      title: purpose === 'library' ? en.menu.chooseLibraryFolder : en.menu.chooseExportFolder,
      defaultPath: from,
      properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
    });
  },
  async chooseLyricsFile() {
    return chooseFile({
      title: en.menu.chooseLyricsFile,
      filters: [
        {
          name: en.menu.lyricsFiles,
          extensions: ['lrc', 'srt', 'vtt', 'txt', 'ass', 'ssa', 'ttml', 'json'],
        },
        { name: en.menu.allFiles, extensions: ['*'] },
      ],
      properties: ['openFile'],
    });
  },
  async choosePlaylistFile() {
    return chooseFile({
      title: en.menu.choosePlaylistFile,
      filters: [
        { name: en.menu.playlistFiles, extensions: ['m3u8', 'm3u'] },
        { name: en.menu.allFiles, extensions: ['*'] },
      ],
      properties: ['openFile'],
    });
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
  async chooseProgram() {
    const { platform } = process;
    return chooseFile({
      title: en.menu.chooseProgram,
      ...(PROGRAM_FOLDERS[platform] === undefined ? {} : { defaultPath: PROGRAM_FOLDERS[platform] }),
      filters:
        platform === 'win32'
          ? [{ name: en.menu.programs, extensions: ['exe'] }]
          : platform === 'darwin'
            ? [{ name: en.menu.programs, extensions: ['app'] }]
            : [],
      properties: ['openFile'],
    });
  },
  async hasProgram(path) {
    try {
      await access(path, constants.X_OK);
      // A program of a Mac is a folder.
      return (await stat(path)).isFile() || path.endsWith('.app');
    } catch {
      return false;
    }
  },
  async openFile(path, program) {
    if (program === null) {
      const failure = await shell.openPath(path);
      if (failure !== '') throw new AppError('program-failed', failure);
      return;
    }
    await startProgram(program, path);
  },
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
