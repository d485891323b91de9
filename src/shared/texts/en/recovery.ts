/** What came back after the database was lost or a folder with songs was opened. */
export const recovery = {
  damaged: {
    title: 'The library was repaired',
    text: 'The database was damaged. Nothing of it was thrown away, and no file of yours was changed.',
  },
  missing: {
    title: 'The library was brought back',
    text: 'The database was gone. No file of yours was changed.',
  },
  'foreign-log': {
    title: 'The library was repaired',
    text: 'Beside the database lay a log that is not its own, perhaps from a backup. Both were kept as they were, and no file of yours was changed.',
  },
  found: {
    title: 'The folder already held a library',
    text: 'Its songs and jobs are in the list now. No file was changed.',
  },
  behind: {
    title: 'Songs came back',
    text: 'The library folder knew jobs that the database did not. No file was changed.',
  },
  copy: 'Went on from the copy of {{date}}, and with what the library folder knows since then.',
  withoutLog: 'Went on without that log, and with what the library folder knows.',
  anew: 'Begun anew with what the library folder knows.',
  songs_one: '{{count, number}} song came back from the folder.',
  songs_other: '{{count, number}} songs came back from the folder.',
  songs_zero: 'No song had to be brought back from the folder.',
  jobs_one: '{{count, number}} job came back.',
  jobs_other: '{{count, number}} jobs came back. Those without songs are asked about again.',
  missingFiles_one:
    '{{count, number}} file that the folder tells of is not there. Its song is marked; “Fetch missing files” in its menu downloads it.',
  missingFiles_other:
    '{{count, number}} files that the folder tells of are not there. Their songs are marked; “Fetch missing files” in their menu downloads them.',
  unreadable: 'Could not be read, and left alone: {{names}}',
  duplicates: 'Hold a song that another folder holds too, and left alone: {{names}}',
  more_one: '{{names}} and {{count, number}} more',
  more_other: '{{names}} and {{count, number}} more',
  setAside: 'The damaged database is kept in {{folder}}.',
  bothSetAside: 'Both are kept in {{folder}}.',
  done: 'Done',
} as const;
