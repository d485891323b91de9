export const notices = {
  region: 'Notices',
  dismiss: 'Dismiss',
  undo: 'Undo',
  takenBack: 'Taken back: {{what}}',
  removedByJournal_one:
    '{{count, number}} song left the list: {{file}} says that it was removed. Files of it that are still there stay, and checking the library offers to take it in again.',
  removedByJournal_other:
    '{{count, number}} songs left the list: {{file}} says that they were removed. Files of theirs that are still there stay, and checking the library offers to take them in again.',
  downloadsResumed_one: '{{count}} download from last time goes on.',
  downloadsResumed_other: '{{count}} downloads from last time go on.',
  sidecarFailed:
    'The files beside “{{detail}}” could not be written. They are kept in the database and written at the next start.',
  jobsAdded: '{{added}}{{known}}.',
  added_one: '{{count, number}} job added',
  added_other: '{{count, number}} jobs added',
  knownToo_one: ', {{count, number}} was known',
  knownToo_other: ', {{count, number}} were known',
  allKnown_one: 'This job was known already.',
  allKnown_other: 'All {{count, number}} jobs were known already.',
  copied: 'Copied.',
  keySaved: 'Key saved.',
  keyForgotten: 'Key forgotten.',
  addressSaved: 'Address saved.',
  notThisLibrary: 'That folder does not hold this library. Choose the one that it was moved to.',
  libraryMoved: 'The library folder is now {{folder}}.',
  libraryMoveStopped: 'The library could not be moved. It is whole at its old place; Settings tells more.',
  libraryFileMended:
    'The library’s own list, library.json, was damaged and has been written again. What it held is kept beside it as “{{file}}”.',
  windowReloaded: 'The window had stopped and was opened again. Songs and downloads are safe.',
  settingsSetAside:
    'Your settings could not be read, so the usual ones are in use. The unreadable file is kept as {{file}}',
  updateFound: 'Flowshelf {{version}} is available.',
  updateShow: 'What is new',
  updateNotInstalled:
    'Flowshelf {{version}} could not be installed. The version that you have is whole and goes on as before.',
  updatesOpen: 'Open Updates',
  dropNothing: 'Nothing in there could be read as text.',
  dropTooLarge: '{{name}} is larger than {{size}} and was left out.',
  dropNotText: '{{name}} is no text file and was left out.',
} as const;
