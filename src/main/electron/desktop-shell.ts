import { spawn } from 'node:child_process';
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { app, BrowserWindow, clipboard, dialog, shell } from 'electron';
import { AppError } from '@shared/ipc/errors';
import { isOnPath } from '../adapters/on-path';
import type { Shell } from '../ports';
import { texts } from './shown-language';

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
      title: purpose === 'library' ? texts().menu.chooseLibraryFolder : texts().menu.chooseExportFolder,
      defaultPath: from,
      properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
    });
  },
  async chooseLyricsFile() {
    return chooseFile({
      title: texts().menu.chooseLyricsFile,
      filters: [
        {
          name: texts().menu.lyricsFiles,
          extensions: ['lrc', 'srt', 'vtt', 'txt', 'ass', 'ssa', 'ttml', 'json'],
        },
        { name: texts().menu.allFiles, extensions: ['*'] },
      ],
      properties: ['openFile'],
    });
  },
  async choosePlaylistFile() {
    return chooseFile({
      title: texts().menu.choosePlaylistFile,
      filters: [
        { name: texts().menu.playlistFiles, extensions: ['m3u8', 'm3u'] },
        { name: texts().menu.allFiles, extensions: ['*'] },
      ],
      properties: ['openFile'],
    });
  },
  async chooseSettingsFile() {
    return chooseFile({
      title: texts().menu.chooseSettingsFile,
      filters: [
        { name: texts().menu.settingsFiles, extensions: ['json'] },
        { name: texts().menu.allFiles, extensions: ['*'] },
      ],
      properties: ['openFile'],
    });
  },
  async chooseFileToWrite({ suggestedName }) {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    const ending = extname(suggestedName).slice(1);
    const isZip = ending === 'zip';
    const options: Electron.SaveDialogOptions = {
      title: isZip ? texts().menu.chooseDiagnosticsFile : texts().menu.chooseFileToSave,
      defaultPath: join(app.getPath('documents'), suggestedName),
      filters: [{ name: isZip ? texts().menu.zipFiles : ending.toUpperCase(), extensions: [ending] }],
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
      title: texts().menu.chooseProgram,
      ...(PROGRAM_FOLDERS[platform] === undefined ? {} : { defaultPath: PROGRAM_FOLDERS[platform] }),
      filters:
        platform === 'win32'
          ? [{ name: texts().menu.programs, extensions: ['exe'] }]
          : platform === 'darwin'
            ? [{ name: texts().menu.programs, extensions: ['app'] }]
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
      // Without it Electron opens nothing, and says nothing of it.
      if (process.platform === 'linux' && !(await isOnPath('xdg-open', process.env['PATH'])))
        throw new AppError('program-failed', 'There is no xdg-open.');
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
