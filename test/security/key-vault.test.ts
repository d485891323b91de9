import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeyVault } from '../../src/main/ports';
import { newFolder, removeFolder } from '../support/core';

/** The file in which the key is kept: who can read it, and what stands in it. */

const store = { isAvailable: true, backend: 'gnome_libsecret' };
vi.mock('electron', () => ({
  safeStorage: {
    isEncryptionAvailable: () => store.isAvailable,
    getSelectedStorageBackend: () => store.backend,
    encryptString: (text: string) => Buffer.from([...text].reverse().join('')),
    decryptString: (bytes: Buffer) => [...bytes.toString()].reverse().join(''),
  },
}));

const KEY = 'canary-key-4711-0815';
const ORIGIN = 'https://api.ttapi.io';
let folder = '';
let file = '';
let vault: KeyVault;

beforeEach(async () => {
  Object.assign(store, { isAvailable: true, backend: 'gnome_libsecret' });
  folder = newFolder();
  file = join(folder, 'profile', 'key.json');
  vault = (await import('../../src/main/electron/key-vault')).createKeyVault(file);
});
afterEach(() => {
  removeFolder(folder);
});

const mode = () => (statSync(file).mode & 0o777).toString(8);

describe('the file of the key', () => {
  it.runIf(process.platform !== 'win32')(
    'can be read by its owner alone, also where a file stood before',
    () => {
      vault.save({ key: KEY, origin: ORIGIN, storage: 'unprotected' });
      expect(mode()).toBe('600');
      chmodSync(file, 0o644);
      writeFileSync(`${file}.new`, 'left over', { mode: 0o644 });
      vault.save({ key: KEY, origin: ORIGIN, storage: 'secure' });
      expect(mode()).toBe('600');
      expect(readdirSync(join(folder, 'profile'))).toEqual(['key.json']);
    },
  );

  it('holds no key that was to be kept securely, and gives it back', () => {
    vault.save({ key: KEY, origin: ORIGIN, storage: 'secure' });
    expect(readFileSync(file, 'utf8')).not.toContain(KEY);
    expect(vault.load()).toEqual({ key: KEY, origin: ORIGIN, storage: 'secure' });
  });

  it('is not written at all where there is no secret store and none was to be done without', () => {
    for (const none of [{ isAvailable: false }, { isAvailable: true, backend: 'basic_text' }]) {
      Object.assign(store, none);
      if (process.platform !== 'linux' && none.isAvailable) continue;
      expect(vault.canEncrypt()).toBe(false);
      expect(() => {
        vault.save({ key: KEY, origin: ORIGIN, storage: 'secure' });
      }).toThrow();
      expect(existsSync(file)).toBe(false);
    }
  });

  it('is gone when the key is forgotten', () => {
    vault.save({ key: KEY, origin: ORIGIN, storage: 'unprotected' });
    vault.clear();
    expect(readdirSync(join(folder, 'profile'))).toEqual([]);
    expect(vault.load()).toBeNull();
  });
});
