/** The dialog behind *Help → Save diagnostics…*. */
export const diagnostics = {
  title: 'Save diagnostics',
  text: 'Makes a zip file that helps to find a fault. It stays on this computer until you send it. It holds no key, no lyrics and no titles.',
  files: 'What will be in it',
  report: 'report.txt',
  reportWhat: 'Versions, settings, counts, what is waited for and what failed; below in full',
  log: 'What the program did, one line per event',
  reading: 'Collecting',
  reportRegion: 'The report in full',
  save: 'Save…',
  saveAgain: 'Save again…',
  saved: 'Saved as {{file}}',
  show: 'Show in folder',
} as const;
