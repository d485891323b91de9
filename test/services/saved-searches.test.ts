import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAX_SAVED_SEARCHES, type SavedSearch } from '@shared/model';
import type { Core } from '../support/core';
import { createDiskFaults } from '../support/disk-faults';
import { loseDatabase, spoilDatabase } from '../support/library-state';
import { uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** Searches that the user keeps: in the database, and in `library.json`, from which they come back. */

const world = createWorld();
const faults = createDiskFaults();
const FILE = 'library.json';

interface Draft {
  readonly name: string;
  readonly search?: string;
}

function saved({ name, search = name }: Draft) {
  return { id: uuid(name), name, search, sort: 'title', direction: 'asc' } as const;
}

async function put(core: Core, name: string, position = MAX_SAVED_SEARCHES): Promise<void> {
  await core.invoke('savedSearches.put', { ...saved({ name }), position });
}

async function listed(core: Core): Promise<readonly SavedSearch[]> {
  return (await core.invoke('app.snapshot', {})).savedSearches;
}
const names = async (core: Core) => (await listed(core)).map(({ name }) => name);

function inFile(core: Core): Record<string, unknown> & { savedSearches: Record<string, unknown>[] } {
  return JSON.parse(readFileSync(join(core.library, FILE), 'utf8')) as ReturnType<typeof inFile>;
}
/** Nothing where the file was spoilt. */
function namesInFile(core: Core): readonly unknown[] {
  const { savedSearches: rows } = inFile(core);
  return Array.isArray(rows)
    ? rows.flatMap((row: Record<string, unknown> | null) => row?.['name'] ?? [])
    : [];
}
/** As `namesInFile`, also where there is no file or a damaged one. */
function namesOrNothing(core: Core): readonly unknown[] {
  try {
    return namesInFile(core);
  } catch {
    return [];
  }
}
const rewrite = (core: Core, change: (content: ReturnType<typeof inFile>) => unknown) =>
  writeFileSync(join(core.library, FILE), JSON.stringify(change(inFile(core))));

async function coreWith(...wanted: readonly string[]): Promise<Core> {
  const core = await world.core(null);
  for (const name of wanted) await put(core, name);
  await core.waitFor(() => namesInFile(core).length === wanted.length);
  return core;
}

describe('saved searches', () => {
  it('are kept in order, changed, moved and removed, and the window is told', async () => {
    const core = await coreWith('one', 'two', 'three');
    expect(await listed(core)).toEqual(['one', 'two', 'three'].map((name) => saved({ name })));
    await core.invoke('savedSearches.put', {
      ...saved({ name: 'two', search: 'has:video' }),
      name: 'Second',
      position: 1,
    });
    expect(await names(core)).toEqual(['one', 'Second', 'three']);
    await put(core, 'three', 0);
    expect(await names(core)).toEqual(['three', 'one', 'Second']);
    await core.invoke('savedSearches.remove', { id: uuid('one') });
    expect(await names(core)).toEqual(['three', 'Second']);
    await put(core, 'one', 1);
    expect(await names(core)).toEqual(['three', 'one', 'Second']);
    const told = core.events.of('saved-searches.changed').at(-1);
    expect(told?.savedSearches).toEqual(await listed(core));
    await core.waitFor(() => namesInFile(core).join() === 'three,one,Second');
    expect(inFile(core).savedSearches[2]).toEqual({
      ...saved({ name: 'two', search: 'has:video' }),
      name: 'Second',
    });
    expect(await names(await world.restart(core))).toEqual(['three', 'one', 'Second']);
  });

  it('are as many as can be listed, and no more', async () => {
    const core = await world.core(null);
    for (let number = 0; number < MAX_SAVED_SEARCHES; number += 1) await put(core, `search ${number}`);
    await expect(put(core, 'one more')).rejects.toMatchObject({ code: 'too-many-saved-searches' });
    await put(core, 'search 7', 0);
    expect((await names(core)).slice(0, 2)).toEqual(['search 7', 'search 0']);
    await core.waitFor(() => namesInFile(core).length === MAX_SAVED_SEARCHES);
  });

  it('are written when the library folder is there again', async () => {
    const core = await coreWith('one');
    const { library } = core;
    const before = readFileSync(join(library, FILE));
    rmSync(library, { recursive: true });
    core.app.focused();
    await core.waitFor(async () => (await core.holds()).some(({ kind }) => kind === 'library-missing'));
    await put(core, 'two');
    expect(await names(core)).toEqual(['one', 'two']);
    await core.stop();
    // Somebody puts the folder back as it was.
    const again = await core.restart({ isStarted: false });
    mkdirSync(library);
    writeFileSync(join(library, FILE), before);
    await again.start();
    await again.waitFor(() => namesInFile(again).join() === 'one,two');
    await again.stop();
  });

  it('come back from the folder when the database was lost', async () => {
    const core = await coreWith('one', 'two');
    await loseDatabase(core);
    expect(await names(await startedAgain(core, 2))).toEqual(['one', 'two']);
  });

  it('come back from the folder when the database was overwritten with noise', async () => {
    const core = await coreWith('one', 'two');
    await spoilDatabase(core);
    world.expectsErrors(/database is damaged/);
    expect(await names(await startedAgain(core, 2))).toEqual(['one', 'two']);
  });

  it('that were removed since do not come back with an older database', async () => {
    const core = await coreWith('one', 'two');
    await core.stop();
    const old = readFileSync(core.databaseFile);
    const next = await world.restart(core);
    await next.invoke('savedSearches.remove', { id: uuid('one') });
    await put(next, 'three');
    await next.waitFor(() => namesInFile(next).join() === 'two,three');
    await next.stop();
    for (const end of ['', '-wal', '-shm']) rmSync(core.databaseFile + end, { force: true });
    writeFileSync(core.databaseFile, old);
    const again = await world.restart(next);
    await again.waitFor(async () => (await names(again)).join() === 'two,three');
  });

  it('of a library that was never seen here come beside those that are here', async () => {
    const other = await coreWith('theirs', 'theirs too', 'and more');
    const file = inFile(other);
    await other.stop();
    const core = await coreWith('mine');
    await core.stop();
    rewrite(core, () => file);
    const again = await world.restart(core);
    await again.waitFor(async () => (await names(again)).length === 4);
    expect(await names(again)).toEqual(['theirs', 'theirs too', 'and more', 'mine']);
    await again.waitFor(() => namesInFile(again).length === 4);
  });
});

async function startedAgain(core: Core, count: number): Promise<Core> {
  const again = await world.restart(core);
  await again.waitFor(async () => (await listed(again)).length === count);
  return again;
}

describe('library.json with saved searches', () => {
  it('keeps what this version does not know of the library, of a row, and whole rows', async () => {
    const core = await coreWith('one', 'two');
    const { libraryId } = inFile(core);
    const stranger = { id: uuid('new kind'), name: 'Of a later version', rules: ['…'], sort: 'mood' };
    rewrite(core, ({ savedSearches: [one, two], ...content }) => ({
      ...content,
      playlists: [{ name: 'Later' }],
      colour: 'teal',
      savedSearches: [{ ...one, icon: 'star' }, stranger, two],
    }));
    await put(core, 'three');
    await core.waitFor(() => namesInFile(core).length === 4);
    expect(inFile(core)).toEqual({
      format: 'flowshelf.library',
      version: 1,
      libraryId,
      listsRevision: 3,
      colour: 'teal',
      playlists: [{ name: 'Later' }],
      savedSearches: [
        { ...saved({ name: 'one' }), icon: 'star' },
        saved({ name: 'two' }),
        saved({ name: 'three' }),
        stranger,
      ],
    });
  });

  it.each([
    ['no list', { savedSearches: 'none' }],
    ['no revision', { listsRevision: 'many' }],
    ['rows that are none', { savedSearches: [null, 7, { id: 'x' }, { ...saved({ name: 'y' }), name: '' }] }],
  ])('that says %s changes nothing here, and is put right', async (_what, oddity) => {
    const core = await coreWith('one');
    rewrite(core, (content) => ({ ...content, ...oddity }));
    await put(core, 'two');
    await core.waitFor(() => namesInFile(core).includes('two'));
    expect(await names(core)).toEqual(['one', 'two']);
    expect(namesInFile(core).slice(0, 2)).toEqual(['one', 'two']);
  });

  it.each([
    ['gone', (file: string) => rmSync(file)],
    ['cut off', (file: string) => writeFileSync(file, '{"format":')],
    ['without an identity', (file: string) => writeFileSync(file, '{"savedSearches":[]}')],
  ])('that is %s holds them again, at a look and at the start', async (_name, harm) => {
    const core = await coreWith('one', 'two');
    // Without a job or a song nothing would tell the folder from the mount point of a disk that is away.
    await core.add(uuid('job'));
    harm(join(core.library, FILE));
    core.app.focused();
    await core.waitFor(() => namesOrNothing(core).length === 2);
    await core.stop();
    harm(join(core.library, FILE));
    const again = await world.restart(core);
    await again.waitFor(() => namesOrNothing(again).length === 2);
    expect(await names(again)).toEqual(['one', 'two']);
  });

  it('that names one search twice gives one', async () => {
    const core = await coreWith('one');
    await core.stop();
    rewrite(core, (content) => ({
      ...content,
      listsRevision: 9,
      savedSearches: [saved({ name: 'one' }), { ...saved({ name: 'one' }), name: 'One again' }],
    }));
    const again = await world.restart(core);
    await again.waitFor(async () => (await names(again)).join() === 'One again');
  });

  it.each(['EACCES', 'EIO'])(
    'that cannot be written (%s) is told in the log once, and tried again',
    async (code) => {
      const core = await coreWith('one');
      world.expectsErrors(/Saved searches and playlists could not be written/);
      faults.fail(/^rename library file$/, code);
      await put(core, 'two');
      await core.waitFor(() => faults.failed().length > 0);
      await put(core, 'three');
      await core.waitFor(() => faults.failed().length > 1);
      expect(core.log.errors()).toHaveLength(1);
      expect(await names(core)).toEqual(['one', 'two', 'three']);
      expect(namesInFile(core)).toEqual(['one']);
      faults.heal();
      core.app.focused();
      await core.waitFor(() => namesInFile(core).length === 3);
    },
  );
});
