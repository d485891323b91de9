import { describe, expect, it } from 'vitest';
import { renamePatiently } from '../../src/main/services/patient-rename';

/** A disk that refuses so many times with this code. */
function disk(refusals: number, code: string, platform: NodeJS.Platform = 'win32') {
  const waits: number[] = [];
  let tries = 0;
  const options = {
    platform,
    rename: () => {
      tries += 1;
      if (tries > refusals) return Promise.resolve();
      return Promise.reject(Object.assign(new Error(code), { code }));
    },
    wait: (ms: number) => Promise.resolve(waits.push(ms)),
  };
  return { run: () => renamePatiently('a', 'b', options), tries: () => tries, waits };
}

describe('renaming on Windows', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])(
    'is tried again while another program holds the file (%s)',
    async (code) => {
      const { run, tries, waits } = disk(4, code);
      await run();
      expect(tries()).toBe(5);
      expect(waits).toEqual([10, 20, 50, 100]);
    },
  );

  it('fails after about two seconds', async () => {
    const { run, tries, waits } = disk(Infinity, 'EPERM');
    await expect(run()).rejects.toThrow('EPERM');
    expect(tries()).toBe(9);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(1_500);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(2_500);
  });

  it.each(['ENOENT', 'ENOSPC', 'EISDIR'])(
    'is not tried again for what waiting does not mend (%s)',
    async (code) => {
      const { run, tries } = disk(1, code);
      await expect(run()).rejects.toThrow(code);
      expect(tries()).toBe(1);
    },
  );
});

it.each(['linux', 'darwin'] as const)('on %s a refusal is final at once', async (platform) => {
  const { run, tries } = disk(1, 'EPERM', platform);
  await expect(run()).rejects.toThrow('EPERM');
  expect(tries()).toBe(1);
});
