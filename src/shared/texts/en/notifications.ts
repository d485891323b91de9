/** What the system's notifications say; main shows them. */
export const notifications = {
  done_one: '1 job done',
  done_other: '{{count, number}} jobs done',
  songs_one: '1 song',
  songs_other: '{{count, number}} songs',
  failed_one: '1 job failed',
  failed_other: '{{count, number}} jobs failed',
  noReason: 'The service gave no reason.',
  moreSongs_one: 'and 1 more',
  moreSongs_other: 'and {{count, number}} more',
  moreReasons_one: 'and 1 other reason',
  moreReasons_other: 'and {{count, number}} other reasons',
  separator: ' · ',
} as const;
