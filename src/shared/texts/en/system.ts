/** The part of the settings about what the program does outside of its window. */
export const systemSettings = {
  title: 'System',
  text: 'What Flowshelf does outside of its window.',
  notifications: 'Tell when jobs are done',
  notificationsHint: 'With a notification of the system, while another program is in front.',
  notificationsUnsupported:
    'This desktop shows no notifications. Flowshelf tells of jobs that are done in its window.',
  tray: 'Show in the system tray',
  trayHint: 'With the song that plays and its controls. Not every desktop shows a tray.',
  keptInTray: 'Closing the window leaves Flowshelf in the tray',
  keptInTrayHint:
    'Music and downloads go on. The tray or another start of Flowshelf brings the window back; Quit ends it.',
  keys: {
    label: 'Keys that work everywhere',
    hint: 'Also while another program is in front. Media keys work without this.',
    unsupported:
      'This desktop (Wayland) gives keys only to the program in front. Media keys work all the same; others can be set up in the settings of the desktop.',
    action: {
      'play-pause': 'Play or pause',
      previous: 'Previous song',
      next: 'Next song',
      'show-window': 'Show the window',
    },
    none: 'No key',
    remove: 'Remove the key for “{{action}}”',
    refused: 'Use a letter, digit or arrow with Ctrl or Alt, or a function key. Esc keeps what it was.',
    ofWindow: '{{keys}} is “{{action}}” in the window. Choose others.',
    taken: 'Another program has these keys. Choose others.',
    twice: '“{{action}}” has these keys already. Choose others.',
  },
  programs: {
    label: 'Programs to open songs with',
    hint: 'A song’s menu offers them under “Open with”. The last {{count}} that you chose are kept.',
    add: 'Choose a program…',
    remove: 'Take “{{name}}” out of the list',
  },
} as const;
