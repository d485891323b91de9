import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createExportedFileRepository } from '../../src/main/db/exported-files';
import { createUnfinishedFiles } from '../../src/main/services/unfinished-files';
import { newFolder, removeFolder } from '../support/core';
import { createDatabases } from '../support/database';
import { createRecordingLog } from '../support/ports';

/** What is left of files that were being written when the program ended. */

const databases = createDatabases();

function setUp() {
  const folder = newFolder();
  onTestFinished(() => removeFolder(folder));
  const exported = createExportedFileRepository(databases.open().db);
  const log = createRecordingLog();
  const start = () =>
    createUnfinishedFiles({ exported, log, inTurn: (work) => Promise.resolve().then(work) });
  return { folder, exported, log, start };
}

describe('unfinished files', () => {
  it('have names that no others have', async () => {
    const { folder, start } = setUp();
    const files = start();
    const paths = [...(await files.begin(folder, 4)), ...(await files.begin(folder, 4))];
    expect(new Set(paths).size).toBe(8);
    for (const path of paths) {
      expect(dirname(path)).toBe(folder);
      expect(path).toMatch(/[\\/]flowshelf-[0-9a-f]{12}-\d\.flowshelf\.tmp$/);
    }
  });

  it('are removed by the next program, and nothing else is', async () => {
    const { folder, exported, start } = setUp();
    const [one = '', other = '', third = ''] = await start().begin(folder, 3);
    writeFileSync(one, 'half');
    mkdirSync(other);
    for (const name of ['mine.txt', 'mine.flowshelf.tmp', 'sound-0.flowshelf.tmp'])
      writeFileSync(join(folder, name), 'x');
    symlinkSync(join(folder, 'mine.txt'), third);
    const again = start();
    const [present = ''] = await again.begin(folder, 1);
    writeFileSync(present, 'being written');
    await again.clear();
    expect(existsSync(one)).toBe(false);
    expect(readdirSync(folder)).toHaveLength(6);
    expect(exported.unfinished().map(({ path }) => path)).toEqual([present]);
    await again.end([present]);
    expect(existsSync(present)).toBe(false);
    expect(exported.unfinished()).toEqual([]);
  });

  it('are looked for again where their folder was not there, but not for ever', async () => {
    const { folder, exported, start } = setUp();
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    const [path = ''] = await start().begin(disk, 1);
    writeFileSync(path, 'half');
    renameSync(disk, join(folder, 'away'));
    await start().clear();
    expect(exported.unfinished()).toEqual([{ path, tries: 1 }]);
    renameSync(join(folder, 'away'), disk);
    await start().clear();
    expect(readdirSync(disk)).toEqual([]);
    expect(exported.unfinished()).toEqual([]);

    await start().begin(join(folder, 'gone for good'), 1);
    for (let starts = 1; starts < 20; starts += 1) await start().clear();
    expect(exported.unfinished()).toMatchObject([{ tries: 19 }]);
    await start().clear();
    expect(exported.unfinished()).toEqual([]);
  });

  it('are written and removed also where the database takes nothing', async () => {
    const { folder, exported, log } = setUp();
    const files = createUnfinishedFiles({ exported, log, inTurn: () => Promise.reject(new Error('full')) });
    const [path = ''] = await files.begin(folder, 1);
    writeFileSync(path, 'half');
    await files.end([path]);
    expect(readdirSync(folder)).toEqual([]);
    expect(log.errors().length).toBe(2);
  });
});
