/** What the system's notifications say; main shows them. */
export const notifications = {
  done: { one: '1 job done', other: '{{count}} jobs done' },
  songs: { one: '1 song', other: '{{count}} songs' },
  failed: { one: '1 job failed', other: '{{count}} jobs failed' },
  noReason: 'The service gave no reason.',
  moreSongs: { one: 'and 1 more', other: 'and {{count}} more' },
  moreReasons: { one: 'and 1 other reason', other: 'and {{count}} other reasons' },
  separator: ' · ',
} as const;
