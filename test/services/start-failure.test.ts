import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { mainTexts } from '@shared/texts/main';
import { systemDisks } from '../../src/main/adapters/system-disks';
import { openLibrary } from '../../src/main/db/open-library';
import { NewerSchemaError } from '../../src/main/db/migrate';
import { BadEnvironmentError, type Disks } from '../../src/main/ports';
import { newFolder, removeFolder } from '../support/core';
import { createRecordingLog } from '../support/ports';
import { canMountSmallDisk, mountSmallDisk } from '../support/small-disk';

/** What a user is told when the library cannot be opened, and what can be done then. */

const system = { shown: [] as unknown[], response: 0 };
vi.mock('electron', () => ({
  dialog: {
    showMessageBox: (options: unknown) => {
      system.shown.push(options);
      return Promise.resolve({ response: system.response });
    },
  },
}));
const { explainStartFailure, showStartFailure } = await import('../../src/main/electron/start-failure');

beforeEach(() => Object.assign(system, { shown: [], response: 0 }));

const FOLDER = '/home/ada/.config/flowshelf';
const ROOMY: Disks = {
  room: () => Promise.resolve({ freeBytes: 2e11, totalBytes: 1e12 }),
  takes: () => Promise.resolve(true),
};

describe.skipIf(!canMountSmallDisk)('a real disk of 20 MB is full', () => {
  it.each(['no byte', 'no file'])(
    '%s is left: what an opened library meets is told as a full disk',
    async (left) => {
      const outer = newFolder();
      onTestFinished(() => removeFolder(outer));
      const folder = join(outer, 'profile');
      const disk = mountSmallDisk(folder, 20, 100);
      onTestFinished(() => disk.unmount());
      const file = join(folder, 'library.sqlite');
      const open = () => openLibrary(file, createRecordingLog(), Date.now()).db.close();
      open();
      if (left === 'no byte') disk.fill(0);
      else disk.fillFiles(0);
      let met: unknown = null;
      try {
        open();
      } catch (error) {
        met = error;
      }
      const failure = await explainStartFailure(met, folder, systemDisks, mainTexts.en);
      expect(failure).toMatchObject({
        title: 'There is no room for Flowshelf’s own data',
        canTryAgain: true,
      });
      expect(failure.text).toContain(`Its database is in ${folder}. That disk is full: 2 MB have to be free`);
      expect(failure.text).toContain('there are 0 MB');
      disk.empty();
      open();
    },
  );
});

describe('a library that cannot be opened', () => {
  it('on a disk that refuses though it has room: the quota is spoken of, not the room', async () => {
    const disks: Disks = { ...ROOMY, takes: () => Promise.resolve(false) };
    const { text } = await explainStartFailure(new Error('disk I/O error'), FOLDER, disks, mainTexts.en);
    expect(text).toContain('quota');
    expect(text).toContain('200000 MB free');
    expect(text).not.toContain('have to be free');
  });

  it('for another reason: the system’s own words, and it can be tried again', async () => {
    const failure = await explainStartFailure(
      new Error('unable to open database file'),
      FOLDER,
      ROOMY,
      mainTexts.en,
    );
    expect(failure).toMatchObject({ title: 'The library could not be opened', canTryAgain: true });
    expect(failure.text).toContain(FOLDER);
    expect(failure.text).toContain('unable to open database file');
  });

  it('and nothing can be said of the disk: the same', async () => {
    const disks: Disks = { ...ROOMY, room: () => Promise.reject(new Error('ENOENT')) };
    const failure = await explainStartFailure(new Error('gone'), FOLDER, disks, mainTexts.en);
    expect(failure.title).toBe('The library could not be opened');
  });

  it.each([
    [new NewerSchemaError(9_990), 'This library is from a newer Flowshelf'],
    [new BadEnvironmentError('address-with-login'), 'FLOWSHELF_API_URL cannot be used'],
  ])('what no second try can change: %s', async (error, title) => {
    const disks: Disks = { ...ROOMY, takes: () => Promise.resolve(false) };
    expect(await explainStartFailure(error, FOLDER, disks, mainTexts.en)).toMatchObject({
      title,
      canTryAgain: false,
    });
  });
});

describe('the message box', () => {
  const failure = { title: 'It went wrong', text: 'In this way.', canTryAgain: true };

  it.each([
    [0, 'again'],
    [1, 'quit'],
  ] as const)('offers to try again: button %i is %s, closing is to quit', async (response, wish) => {
    system.response = response;
    expect(await showStartFailure(failure, mainTexts.en)).toBe(wish);
    expect(system.shown).toEqual([
      expect.objectContaining({
        message: 'It went wrong',
        detail: 'In this way.',
        buttons: ['Try again', 'Quit'],
        defaultId: 0,
        cancelId: 1,
      }),
    ]);
  });

  it('offers only to quit where nothing can be tried', async () => {
    expect(await showStartFailure({ ...failure, canTryAgain: false }, mainTexts.en)).toBe('quit');
    expect(system.shown).toEqual([expect.objectContaining({ buttons: ['Quit'], cancelId: 0 })]);
  });
});
