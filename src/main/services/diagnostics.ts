import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { AppError } from '@shared/ipc/errors';
import type { Counts, DiagnosticsPreview, Hold, KeyStatus, Settings } from '@shared/model';
import type { Problem } from '../db/problems';
import type { Clock, Disks, LogFiles, Shell } from '../ports';
import { isDiskFull } from './whole-file';

/**
 * What helps to find a fault, in a zip that a person can read before sending it: what the program is and how it stands,
 * and its log. No key, no words of songs and no titles; addresses without what is signed, `~` for the user's folder.
 */
export interface Diagnostics {
  /** What the zip would hold just now. */
  preview(): Promise<DiagnosticsPreview>;
  /**
   * Asks where to, and writes. Null when the user closed the dialog.
   *
   * @throws AppError `disk-full` or `file-failed` when it could not be written
   */
  save(): Promise<{ readonly file: string } | null>;
  /** Shows the zip written last in the file manager; nothing before there is one. */
  showSaved(): void;
}

/** How the program stands. Everything in it is seen by whom the zip is sent to. */
export interface DiagnosticsFacts {
  readonly app: {
    readonly version: string;
    readonly electronVersion: string;
    readonly platform: string;
    readonly isSample: boolean;
  };
  readonly schemaVersion: number;
  readonly settings: Settings;
  readonly libraryFolder: string;
  readonly exportFolder: string;
  readonly key: Pick<KeyStatus, 'storage' | 'canStoreSecurely' | 'isForOtherAddress'>;
  readonly overrides: Readonly<Record<string, boolean>>;
  readonly counts: Counts;
  readonly holds: readonly Hold[];
  readonly problems: readonly Problem[];
}

export interface DiagnosticsDeps {
  readonly logFiles: LogFiles;
  readonly shell: Shell;
  readonly disks: Disks;
  readonly clock: Clock;
  readonly databaseFile: string;
  /** Looks at the library folder first, so that its hold is true. */
  readonly facts: () => Promise<DiagnosticsFacts>;
}

const REPORT = 'report.txt';
const FAILURES_IN_REPORT = 50;

interface Content {
  readonly name: string;
  readonly text: string;
}

export function createDiagnostics(deps: DiagnosticsDeps): Diagnostics {
  const { logFiles, shell, disks, clock } = deps;
  let saved: string | null = null;

  /** Null when it cannot be told: the folder is not there. */
  async function freeBytesIn(folder: string): Promise<number | null> {
    const room = await disks.room(folder).catch(() => null);
    return room?.freeBytes ?? null;
  }

  async function contents(): Promise<readonly [report: Content, ...logs: Content[]]> {
    const logs = await logFiles.read();
    const facts = await deps.facts();
    const free = {
      'library folder': await freeBytesIn(facts.libraryFolder),
      "program's own data": await freeBytesIn(dirname(deps.databaseFile)),
    };
    const report = describe(facts, free, lastFailures(logs), clock.now())
      .map((line) => logFiles.redact(line))
      .join('\n');
    return [
      { name: REPORT, text: `${report}\n` },
      ...logs.map(({ name, text }) => ({ name: `logs/${name}`, text })),
    ];
  }

  return {
    async preview() {
      const files = await contents();
      return {
        report: files[0].text,
        files: files.map(({ name, text }) => ({ name, bytes: Buffer.byteLength(text) })),
      };
    },
    async save() {
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      const file = await shell.chooseFileToWrite({ suggestedName: `Flowshelf diagnostics ${day}.zip` });
      if (file === null) return null;
      const entries: Zippable = {};
      for (const { name, text } of await contents()) entries[name] = strToU8(text);
      try {
        await writeFile(file, zipSync(entries, { mtime: clock.now() }), { mode: 0o600 });
      } catch (error) {
        throw new AppError(isDiskFull(error) ? 'disk-full' : 'file-failed', 'The zip could not be written.', {
          cause: error,
        });
      }
      saved = file;
      return { file };
    },
    showSaved() {
      if (saved !== null) shell.showInFolder(saved);
    },
  };
}

/** Warnings and errors of the log, the newest first. */
function lastFailures(logs: readonly Content[]): readonly string[] {
  return logs
    .flatMap(({ text }) => text.split('\n').toReversed())
    .filter((line) => /^\S+ (?:warn|error) /.test(line))
    .slice(0, FAILURES_IN_REPORT);
}

function describe(
  facts: DiagnosticsFacts,
  free: Readonly<Record<string, number | null>>,
  failures: readonly string[],
  now: number,
): readonly string[] {
  const { app, settings, key, counts, holds, problems } = facts;
  return [
    `Flowshelf ${app.version} on ${app.platform}, ${new Date(now).toISOString()}`,
    '',
    'Written by Help > Save diagnostics. It holds no API key, no lyrics and no titles.',
    'Songs and jobs go by their ids, addresses have lost what is signed, and your own',
    'folder is written as ~. The log beside this file is as bare.',
    ...section('Program', {
      version: app.version,
      electron: app.electronVersion,
      platform: app.platform,
      sample: app.isSample,
      'database schema': facts.schemaVersion,
    }),
    ...section('Library', { ...counts }),
    ...section('Folders', { library: facts.libraryFolder, export: facts.exportFolder }),
    ...section(
      'Free on disk',
      Object.fromEntries(
        Object.entries(free).map(([name, bytes]) => [
          name,
          bytes === null ? 'not there' : `${Math.round(bytes / 1_000_000)} MB`,
        ]),
      ),
    ),
    ...section('Key', { ...key }),
    ...section('Set by the environment', facts.overrides),
    ...section('Settings', { ...settings }),
    ...list('Waiting for', holds.map(describeHold)),
    ...list(
      'Not working now',
      problems.map(({ what, id, kind, state, code, attempts }) =>
        [what, kind ?? '', id, state, code, `${attempts} tries`].filter((part) => part !== '').join(' '),
      ),
    ),
    ...list(`Last failures in the log (at most ${FAILURES_IN_REPORT})`, failures),
  ];
}

/** What the service said of a key stays out: it may repeat it. */
function describeHold(hold: Hold): string {
  return hold.kind === 'key-rejected' ? hold.kind : JSON.stringify(hold);
}

function section(title: string, values: Readonly<Record<string, unknown>>): readonly string[] {
  const lines = Object.entries(values).map(
    ([name, value]) => `  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return ['', title, ...lines];
}

function list(title: string, lines: readonly string[]): readonly string[] {
  return ['', title, ...(lines.length === 0 ? ['  nothing'] : lines.map((line) => `  ${line}`))];
}
