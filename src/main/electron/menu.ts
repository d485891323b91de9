import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '@shared/ipc/events';
import { en } from '@shared/texts/en';

/** Builds the application menu. What belongs to the window is sent there as a command. */
export function createMenu(send: (command: MenuCommand) => void): Menu {
  const texts = en.menu;
  const command = (label: string, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => send(name),
    // The window has these keys itself; here they are only shown, so that nothing happens twice.
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const isMac = process.platform === 'darwin';

  return Menu.buildFromTemplate([
    ...(isMac
      ? [
          {
            label: app.name,
            submenu: [
              { role: 'about' as const },
              separator,
              command(texts.settings, 'settings', 'CmdOrCtrl+,'),
              separator,
              { role: 'hide' as const },
              { role: 'hideOthers' as const },
              separator,
              { role: 'quit' as const },
            ],
          },
        ]
      : []),
    {
      label: texts.file,
      submenu: [
        command(texts.addJobs, 'add-jobs', 'CmdOrCtrl+N'),
        command(texts.export, 'export-lyrics'),
        separator,
        ...(isMac ? [] : [command(texts.settings, 'settings', 'CmdOrCtrl+,'), separator]),
        isMac ? { role: 'close' } : { role: 'quit', label: texts.quit },
      ],
    },
    {
      label: texts.edit,
      submenu: [
        { role: 'undo', label: texts.undo },
        { role: 'redo', label: texts.redo },
        separator,
        { role: 'cut', label: texts.cut },
        { role: 'copy', label: texts.copy },
        { role: 'paste', label: texts.paste },
        { role: 'selectAll', label: texts.selectAll },
        separator,
        command(texts.find, 'find', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: texts.view,
      submenu: [
        command(texts.toggleLyrics, 'toggle-lyrics', 'CmdOrCtrl+L'),
        command(texts.miniPlayer, 'mini-player', 'CmdOrCtrl+Shift+P'),
        separator,
        { role: 'resetZoom', label: texts.resetZoom },
        { role: 'zoomIn', label: texts.zoomIn },
        { role: 'zoomOut', label: texts.zoomOut },
        { role: 'togglefullscreen', label: texts.fullScreen },
        ...(app.isPackaged ? [] : [separator, { role: 'toggleDevTools' as const }]),
      ],
    },
    { label: texts.library, submenu: [command(texts.checkLibrary, 'check-library')] },
    {
      label: texts.playback,
      submenu: [
        command(texts.playPause, 'play-pause', 'Space'),
        command(texts.previous, 'previous', 'CmdOrCtrl+Left'),
        command(texts.next, 'next', 'CmdOrCtrl+Right'),
      ],
    },
    {
      label: texts.help,
      role: 'help',
      submenu: [
        command(texts.shortcuts, 'shortcuts', '?'),
        separator,
        command(texts.diagnostics, 'diagnostics'),
      ],
    },
  ]);
}
