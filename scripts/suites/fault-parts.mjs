// @ts-check

/**
 * What `npm run test:faults` is made of: everything that is done to the program to make it lose something. All of
 * these tests run in `npm test` as well, in a short form where they have many cases.
 *
 * @typedef {object} FaultPart
 * @property {string} about
 * @property {readonly string[]} files with tests, from the root of the project; those of Playwright end with `.e2e.ts`
 */

/** @type {Readonly<Record<string, FaultPart>>} in the order in which they run, those that take longest last */
export const FAULT_PARTS = {
  names: {
    about: 'hostile titles as names of files',
    files: ['test/unit/naming.test.ts', 'test/services/names.test.ts'],
  },
  logs: {
    about: 'what logs and diagnostics must not hold',
    files: [
      'test/unit/redact.test.ts',
      'test/services/file-log.test.ts',
      'test/services/log-events.test.ts',
      'test/services/diagnostics.test.ts',
      'test/e2e/canary.e2e.ts',
    ],
  },
  answers: {
    about: 'bad answers of the service: cut, changed, odd, failing writes',
    files: [
      'test/answers/fuzz.test.ts',
      'test/answers/odd-answers.test.ts',
      'test/answers/kept-answers.test.ts',
    ],
  },
  holds: {
    about: 'rejected keys, pauses, lost connections, and how much is asked meanwhile',
    files: [
      'test/services/api-answers.test.ts',
      'test/services/pauses.test.ts',
      'test/services/holds.test.ts',
      'test/services/request-rate.test.ts',
      'test/e2e/holds.e2e.ts',
    ],
  },
  downloads: {
    about: 'bad hosts of files: faults of HTTP, resume, retry',
    files: ['test/faults/http.test.ts', 'test/faults/resume.test.ts', 'test/faults/retry.test.ts'],
  },
  disks: {
    about: 'full disks, and disks that refuse or fail',
    files: [
      'test/services/small-disk.test.ts',
      'test/services/disk-refusals.test.ts',
      'test/services/disk-full.test.ts',
      'test/services/system-disks.test.ts',
      'test/services/start-failure.test.ts',
      'test/e2e/full-start.e2e.ts',
    ],
  },
  database: {
    about: 'damaged, lost, foreign and read-only databases, migrations, copies, rebuilds',
    files: [
      'test/db/migrate.test.ts',
      'test/db/write-ahead-log.test.ts',
      'test/services/database-log.test.ts',
      'test/services/recovery.test.ts',
      'test/services/rebuild.test.ts',
    ],
  },
  'folder-files': {
    about: 'jobs.jsonl, library.json, descriptions and folders of songs: lost, damaged, moved, unwritable',
    files: [
      'test/services/journal.test.ts',
      'test/services/library-file.test.ts',
      'test/services/saved-searches.test.ts',
      'test/services/clip-file.test.ts',
      'test/services/begun-anew.test.ts',
      'test/services/moved-song.test.ts',
    ],
  },
  check: {
    about: 'a library folder that was damaged by hand: check, repair, removal',
    files: [
      'test/unit/library-check.test.ts',
      'test/db/checked-files.test.ts',
      'test/db/findings.test.ts',
      'test/services/library-check.test.ts',
      'test/services/check-slices.test.ts',
      'test/services/check-races.test.ts',
      'test/services/song-removal.test.ts',
      'test/services/many-removals.test.ts',
      'test/e2e/check.e2e.ts',
    ],
  },
  move: {
    about: 'a library folder that moves, or was moved, also killed while it does',
    files: [
      'test/services/library-folder.test.ts',
      'test/services/library-move.test.ts',
      'test/services/library-move-kill.test.ts',
      'test/e2e/library-move.e2e.ts',
    ],
  },
  security: {
    about: "invalid requests, senders, the key's file, Electron's checklist, script in titles and lyrics",
    files: [
      'test/security/ipc-fuzz.test.ts',
      'test/security/senders.test.ts',
      'test/security/key-vault.test.ts',
      'test/e2e/security.e2e.ts',
      'test/e2e/hostile-text.e2e.ts',
    ],
  },
  starts: {
    about: 'starts at once, stale locks, windows that crash or hang',
    files: ['test/e2e/starts.e2e.ts', 'test/e2e/window-crash.e2e.ts'],
  },
  crashes: {
    about: 'what a kill leaves, order of writes, clocks that jump, sleep',
    files: [
      'test/crash/kill.test.ts',
      'test/services/export-kill.test.ts',
      'test/crash/recovery.test.ts',
      'test/crash/write-order.test.ts',
      'test/services/clock.test.ts',
    ],
  },
  'long-run': {
    about: 'a random walk of a quarter of an hour, with something going wrong every minute',
    files: ['test/long/steadiness.test.ts', 'test/long/long-run.test.ts'],
  },
  'kill-points': {
    about: 'kill -9 before and after named steps',
    files: ['test/crash/kill-points.test.ts'],
  },
  'kill-moments': {
    about: 'kill -9 at random moments',
    files: ['test/crash/kill-moments.test.ts'],
  },
};
