import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { takeSoleUse } from '../../src/main/db/sole-use';
import { newFolder, removeFolder } from '../support/core';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) removeFolder(folder);
});

function lockFile(): string {
  const folder = newFolder();
  folders.push(folder);
  return join(folder, 'in-use.lock');
}

it('a folder is used by one alone, and by the next when that one has let go', () => {
  const file = lockFile();
  const first = takeSoleUse(file, 0);
  expect(first).not.toBeNull();
  expect(takeSoleUse(file, 0)).toBeNull();
  expect(takeSoleUse(file, 0)).toBeNull();
  first?.release();
  const second = takeSoleUse(file, 0);
  expect(second).not.toBeNull();
  second?.release();
});

it('a lock that cannot be made is told', () => {
  expect(() => takeSoleUse(join(lockFile(), 'no such folder', 'in-use.lock'), 0)).toThrow();
});
