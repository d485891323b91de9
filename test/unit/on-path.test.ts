import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isOnPath } from '../../src/main/adapters/on-path';

describe('a command on the path', () => {
  it('is found in any of its folders, and is not where none has it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flowshelf-path-'));
    const path = ['', join(folder, 'none'), folder].join(delimiter);
    expect(await isOnPath('opens-files', path)).toBe(false);
    expect(await isOnPath('opens-files', undefined)).toBe(false);
    writeFileSync(join(folder, 'opens-files'), '', { mode: 0o755 });
    expect(await isOnPath('opens-files', path)).toBe(true);
  });
});
