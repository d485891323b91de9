export const errors = {
  title: 'That did not work',
  /** A failure that is about a file: its name, then what happened. */
  ofFile: '“{{file}}”: {{text}}',
  'bad-input': 'The program could not read what was asked of it. Please try again.',
  'not-allowed': 'This is not allowed from here.',
  'not-found': 'It is no longer there.',
  'bad-address': 'The address has to begin with https://. Only on this computer may it be http://.',
  'address-unreadable': 'This cannot be read as an address. Check it for spaces and for a wrong port.',
  'address-with-login':
    'The address must hold no user name and no password. Remove what stands before the @.',
  'address-with-query': 'The address must end before any ? or #. Remove that and what follows it.',
  'key-unreadable':
    'This can be no key: it has spaces or characters in it that no key has. Copy the key alone, once more. Nothing was changed.',
  'key-storage-failed': 'The key could not be stored on this computer.',
  'library-unavailable': 'The library folder cannot be used just now.',
  'library-in-use': 'Your songs are in another folder, and the library cannot be used without them.',
  'other-library':
    'This folder holds another library. Choose the folder that this library was moved to, or an empty one.',
  'file-failed': 'The file could not be read or written.',
  'list-write-not-permitted':
    'The list was not written: nothing may be written in that folder. Nothing was changed. Choose another folder.',
  'list-write-read-only':
    'The list was not written: that disk can only be read. Nothing was changed. Choose another folder.',
  'list-write-folder-gone':
    'The list was not written: its folder is not there any more. Nothing was changed. Choose another folder.',
  'list-write-full':
    'The list was not written: there is no room on the disk. Nothing was changed. Make room and try again.',
  'list-write-failed': 'The list could not be written there. Nothing was changed. Choose another folder.',
  'list-read-not-permitted': 'The playlist was not imported: its file may not be read. Nothing was changed.',
  'list-read-gone': 'The playlist was not imported: its file is not there any more. Nothing was changed.',
  'list-read-failed': 'The playlist was not imported: its file could not be read. Nothing was changed.',
  'no-lyrics-file':
    'No words can be read in this file. Nothing was changed. Choose a file of lyrics or subtitles: LRC, SRT, WebVTT, ASS, TTML or text.',
  'file-too-large': 'This file is too large to be what was asked for. Nothing was changed.',
  'no-settings-file':
    'This file holds no settings of Flowshelf. Nothing was changed. Choose one that was saved in Settings.',
  'newer-settings-file':
    'These settings are of a later version of Flowshelf. Nothing was changed. Install that version, or set them by hand.',
  'trash-failed': 'The system could not move it to the trash. Nothing was deleted.',
  'removal-running': 'Other songs are being removed or brought back. Wait until that has ended, or stop it.',
  'export-running': 'Another export is under way. Wait until it has ended, or stop it.',
  'export-archive-exists':
    'An archive of today is there already, and nothing was written, as you chose. Choose another folder, or what happens with files that are there.',
  'export-folder-is-file':
    'A file stands where the export folder should be. It was left as it is, and nothing was written. Choose another folder, or move that file away.',
  'export-folder-not-permitted':
    'You are not allowed to make the export folder there. Nothing was written. Choose another folder.',
  'export-folder-read-only':
    'The disk of the export folder can only be read. Nothing was written. Choose a folder on another disk.',
  'export-folder-name-too-long':
    'The path of the export folder is too long for this system. Nothing was written. Choose another folder.',
  'export-folder-failed':
    'The export folder could not be made. Nothing was written. Check that its disk is connected, or choose another folder.',
  'disk-full': 'The disk is full, so nothing was stored. Make room and try again.',
  'too-many-saved-searches': 'There is no room for another saved search. Delete one that you do not need.',
  'no-program': 'This file is no program that can be started. Choose the program itself.',
  'program-missing':
    'That program is not where it was any more, so it was taken out of the list. Choose it again if it has moved.',
  'program-failed': 'The file could not be opened. No program on this computer may be set up for it.',
  'too-many-playlists': 'There is no room for another playlist. Delete one that you do not need.',
  'playlist-full':
    'A playlist can hold 100,000 songs, and this would be more. Nothing was added. Choose fewer songs or another playlist.',
  'no-playlist-file': 'No songs are named in this file. Nothing was changed. Choose a playlist: M3U8 or M3U.',
  cancelled: 'It was ended before it was done.',
  internal: 'Something went wrong inside the program. The log knows it as {{logId}}.',
  internalPlain: 'Something went wrong inside the program.',
  crash: {
    title: 'This view stopped working',
    text: 'Your songs and jobs are safe. Open the view again; if it stops again, the log tells why.',
    textLogged:
      'Your songs and jobs are safe. Open the view again; if it stops again, the log knows it as {{logId}}.',
    action: 'Open the view again',
  },
  load: {
    title: 'This list could not be read',
    action: 'Try again',
  },
} as const;
