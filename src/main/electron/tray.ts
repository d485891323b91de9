import { join } from 'node:path';
import { app, Menu, nativeImage, Tray as SystemTray, type MenuItemConstructorOptions } from 'electron';
import { mainTexts } from '@shared/texts/main';
import type { Tray, TrayAction, TrayContent } from '../ports';

/** A menu is as wide as its longest line. */
const LONGEST_TITLE = 48;

/** The name of the icon's file: a Mac draws a silhouette in its own colours, the others show the program's sign. */
const ICON = { darwin: 'tray-template.png', win32: 'tray-16.png' } as const;

/** Path of a picture that comes with the program; beside it lies one for dense screens. */
export function iconFile(name: string): string {
  return join(app.getAppPath(), 'resources', 'icons', name);
}

/** The program's place in the system's tray: what plays, and what can be done with it. */
export function createTray(): Tray {
  let tray: SystemTray | null = null;

  function open(act: (action: TrayAction) => void): SystemTray {
    const { platform } = process;
    const name = platform === 'darwin' || platform === 'win32' ? ICON[platform] : 'tray-22.png';
    const icon = nativeImage.createFromPath(iconFile(name));
    icon.setTemplateImage(platform === 'darwin');
    const opened = new SystemTray(icon);
    opened.on('click', () => {
      // On a Mac a click opens the menu.
      if (platform !== 'darwin') act('show-window');
    });
    return opened;
  }

  return {
    show(content, act) {
      tray ??= open(act);
      tray.setToolTip(content.title === '' ? app.name : shortened(content.title));
      tray.setContextMenu(Menu.buildFromTemplate(trayMenu(content, act)));
    },
    hide() {
      tray?.destroy();
      tray = null;
    },
  };
}

function trayMenu(
  { title, isPlaying, hasNext, hasPrevious, language }: TrayContent,
  act: (action: TrayAction) => void,
): MenuItemConstructorOptions[] {
  const texts = mainTexts[language].menu.tray;
  const item = (label: string, action: TrayAction, isEnabled = true): MenuItemConstructorOptions => ({
    label,
    enabled: isEnabled,
    click: () => act(action),
  });
  return [
    // An ampersand alone would underline the letter behind it.
    { label: title === '' ? texts.nothing : shortened(title).replaceAll('&', '&&'), enabled: false },
    { type: 'separator' },
    item(isPlaying ? texts.pause : texts.play, 'play-pause'),
    item(texts.previous, 'previous', hasPrevious),
    item(texts.next, 'next', hasNext),
    { type: 'separator' },
    item(texts.show, 'show-window'),
    item(texts.quit, 'quit'),
  ];
}

function shortened(title: string): string {
  const letters = [...title];
  return letters.length > LONGEST_TITLE ? `${letters.slice(0, LONGEST_TITLE - 1).join('')}…` : title;
}
