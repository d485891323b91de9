export const errors = {
  title: 'That did not work',
  'bad-input': 'The program could not read what was asked of it. Please try again.',
  'not-allowed': 'This is not allowed from here.',
  'not-found': 'It is no longer there.',
  'bad-address': 'The address has to begin with https://. Only on this computer may it be http://.',
  'key-storage-failed': 'The key could not be stored on this computer.',
  'library-unavailable': 'The library folder cannot be used just now.',
  'library-in-use': 'Another window of Flowshelf is using this library folder.',
  'other-library': 'This folder holds a library that belongs to another Flowshelf profile.',
  'file-failed': 'The file could not be read or written.',
  internal: 'Something went wrong inside the program. The log knows it as {{logId}}.',
  internalPlain: 'Something went wrong inside the program.',
  crash: {
    title: 'This view stopped working',
    text: 'Your songs and jobs are safe. Open the view again; if it stops again, the log tells why.',
    action: 'Open the view again',
  },
  load: {
    title: 'This list could not be read',
    action: 'Try again',
  },
} as const;
