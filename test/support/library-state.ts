import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckMode, Finding } from '@shared/library-check';
import type { RecoveryReport } from '@shared/model';
import type { Core } from './core';

/** What tests of a library that came to harm do to it and ask of it. */

/** Ends the core and takes its database away, with all copies. */
export async function loseDatabase(core: Core): Promise<void> {
  await core.stop();
  for (const name of readdirSync(core.folder)) {
    if (name.startsWith('library.sqlite') || name === 'Backups') {
      rmSync(join(core.folder, name), { recursive: true });
    }
  }
}

/** Ends the core and overwrites its database, which has no copy any more. */
export async function spoilDatabase(core: Core): Promise<void> {
  await loseDatabase(core);
  writeFileSync(core.databaseFile, Buffer.alloc(40_960, 0x5a));
}

/** The report of what came back, as soon as there is one. */
export async function reportOf(core: Core): Promise<RecoveryReport> {
  return core.waitFor(async () => (await core.invoke('app.snapshot', {})).recovery);
}

/** Lets as much time go by as all that is due by itself takes. */
export async function comeToRest(core: Core): Promise<void> {
  for (let count = 0; count < 40; count += 1) await core.advance(5_000);
}

/** Files of all songs and whether they are there, as the window is told. */
export async function fileStates(core: Core): Promise<Record<string, readonly string[]>> {
  const songs = await core.songs();
  return Object.fromEntries(songs.map(({ title, assets }) => [title, assets.map(({ state }) => state)]));
}

/** The state of four files that are all there. */
export const WHOLE = ['present', 'present', 'present', 'present'] as const;

/** Checks the library; kind, place and other place of all that is found. */
export async function checkLibrary(core: Core, mode: CheckMode = 'quick'): Promise<(readonly string[])[]> {
  await core.invoke('check.start', { mode });
  await core.waitFor(async () => (await core.invoke('check.status', {})).run === null, { pace: 0 });
  return (await listedFindings(core)).map((each) => [
    each.kind,
    each.path,
    ...(each.otherPath === null ? [] : [each.otherPath]),
  ]);
}

export async function listedFindings(core: Core): Promise<readonly Finding[]> {
  return (await core.invoke('check.page', { kind: null, offset: 0, limit: 500 })).rows;
}

/** Lines of the journal of job ids. */
export function journalLines(core: Core): Record<string, string>[] {
  const lines = core.read('jobs.jsonl').toString().trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, string>);
}
