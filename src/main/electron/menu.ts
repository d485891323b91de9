import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '@shared/ipc/events';
import { chordParts } from '@shared/chord';
import { MENU_KEYS, type ShortcutKeys } from '@shared/shortcut-keys';
import { shownLanguage, texts as textsNow } from './shown-language';
import { windowEvents } from './transport';

/** A chord as Electron writes it. */
function acceleratorOf(chord: string): string {
  const signs: Readonly<Record<string, string>> = { Ctrl: 'CmdOrCtrl', '+': 'Plus' };
  return chordParts(chord)
    .map((part) => signs[part] ?? part)
    .join('+');
}

let shown: string | null = null;

/** Shows the application menu in the language and with the keys that are in force; nothing happens where it shows those. */
export function applyMenu(shortcuts: ShortcutKeys): void {
  const wanted = `${shownLanguage()} ${JSON.stringify(shortcuts)}`;
  if (wanted === shown) return;
  shown = wanted;
  Menu.setApplicationMenu(createMenu(shortcuts));
}

/** Builds the application menu. What belongs to the window is sent there as a command. */
function createMenu(shortcuts: ShortcutKeys): Menu {
  const texts = textsNow().menu;
  const command = (label: string, name: MenuCommand): MenuItemConstructorOptions => {
    const [chord] = (Object.hasOwn(shortcuts, name) ? shortcuts[name] : undefined) ?? MENU_KEYS[name];
    return {
      label,
      click: () => windowEvents.emit('menu.command', { command: name }),
      // The window has these keys itself; here they are only shown, so that nothing happens twice.
      ...(chord === undefined ? {} : { accelerator: acceleratorOf(chord), registerAccelerator: false }),
    };
  };
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const isMac = process.platform === 'darwin';

  return Menu.buildFromTemplate([
    ...(isMac
      ? [
          {
            label: app.name,
            submenu: [
              { role: 'about' as const, label: texts.about },
              separator,
              command(texts.settings, 'settings'),
              separator,
              { role: 'hide' as const, label: texts.hide },
              { role: 'hideOthers' as const, label: texts.hideOthers },
              separator,
              { role: 'quit' as const, label: texts.quitMac },
            ],
          },
        ]
      : []),
    {
      label: texts.file,
      submenu: [
        command(texts.addJobs, 'add-jobs'),
        command(texts.export, 'export-lyrics'),
        separator,
        ...(isMac ? [] : [command(texts.settings, 'settings'), separator]),
        isMac ? { role: 'close', label: texts.closeWindow } : { role: 'quit', label: texts.quit },
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
        command(texts.find, 'find'),
      ],
    },
    {
      label: texts.view,
      submenu: [
        command(texts.toggleLyrics, 'toggle-lyrics'),
        command(texts.miniPlayer, 'mini-player'),
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
        command(texts.playPause, 'play-pause'),
        command(texts.previous, 'previous'),
        command(texts.next, 'next'),
      ],
    },
    {
      label: texts.help,
      role: 'help',
      submenu: [
        command(texts.guide, 'guide'),
        command(texts.shortcuts, 'shortcuts'),
        separator,
        command(texts.lookForUpdates, 'look-for-updates'),
        command(texts.diagnostics, 'diagnostics'),
      ],
    },
  ]);
}
