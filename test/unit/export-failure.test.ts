import { describe, expect, it } from 'vitest';
import { exportFailureOf, exportFolderErrorOf } from '../../src/main/services/export-failure';

const systemError = (code: string) => Object.assign(new Error(`${code}: refused`), { code });

describe('why an export could not be written', () => {
  it.each([
    ['EISDIR', 'folder-in-the-way'],
    ['EACCES', 'not-permitted'],
    ['EPERM', 'not-permitted'],
    ['EROFS', 'read-only'],
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['ENAMETOOLONG', 'name-too-long'],
    ['ENOENT', 'folder-gone'],
    ['ENOTDIR', 'folder-gone'],
    ['EIO', 'unknown'],
  ])('a file: %s', (code, failure) => {
    expect(exportFailureOf(systemError(code))).toBe(failure);
  });

  it.each([
    ['EEXIST', 'export-folder-is-file'],
    ['ENOTDIR', 'export-folder-is-file'],
    ['EACCES', 'export-folder-not-permitted'],
    ['EPERM', 'export-folder-not-permitted'],
    ['EROFS', 'export-folder-read-only'],
    ['ENOSPC', 'disk-full'],
    ['ENAMETOOLONG', 'export-folder-name-too-long'],
    ['ENOENT', 'export-folder-failed'],
    ['EIO', 'export-folder-failed'],
  ])('the folder: %s', (code, appCode) => {
    expect(exportFolderErrorOf(systemError(code))).toMatchObject({ name: 'AppError', code: appCode });
  });

  it('what is no word of the file system is a bug and stays one', () => {
    const bug = new TypeError('x is not a function');
    expect(exportFailureOf(bug)).toBe('unknown');
    expect(exportFolderErrorOf(bug)).toBe(bug);
  });
});
