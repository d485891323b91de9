import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileLog } from '../../src/main/adapters/file-log';
import { createWorld } from '../support/world';

const world = createWorld();

function logIn(folder: string, maxBytes?: number) {
  return createFileLog({
    folder,
    homeFolder: null,
    isOnConsole: false,
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });
}

describe('the log on disk', () => {
  it('has one line per event with time and level, readable by its owner alone', () => {
    const folder = join(world.folder(), 'logs');
    const log = logIn(folder);
    log.info('Jobs added', { added: 2 });
    log.warn('Download failed', { code: 'timeout', detail: '100 %s of %d\nnot a new line' });
    log.error('Unexpected', new Error('boom'));
    const lines = readFileSync(join(folder, 'flowshelf.log'), 'utf8').trimEnd().split('\n');
    const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /;
    expect(lines.every((line) => at.test(line))).toBe(true);
    expect(lines.map((line) => line.replace(at, '').replace(/ \| at .*/, ''))).toEqual([
      'info  Jobs added {"added":2}',
      'warn  Download failed {"code":"timeout","detail":"100 %s of %d\\nnot a new line"}',
      'error Unexpected Error: boom',
    ]);
    if (process.platform !== 'win32') {
      expect(statSync(join(folder, 'flowshelf.log')).mode & 0o077).toBe(0);
    }
  });

  it('never holds a text that was to be hidden, wherever it stands', () => {
    const folder = join(world.folder(), 'logs');
    const log = logIn(folder);
    log.hide('canary-4711');
    log.info('canary-4711', { key: 'canary-4711' });
    log.error('with canary-4711', new Error('canary-4711', { cause: { key: 'canary-4711' } }));
    const text = readFileSync(join(folder, 'flowshelf.log'), 'utf8');
    expect(text.split('\n')).toHaveLength(3);
    expect(text).not.toContain('canary');
  });

  it('keeps five files of the given size, the newest lines first', async () => {
    const folder = join(world.folder(), 'logs');
    const log = logIn(folder, 1_000);
    for (let number = 0; number < 200; number += 1) log.info('An event with its number', { number });
    expect(readdirSync(folder).sort()).toEqual([
      'flowshelf.1.log',
      'flowshelf.2.log',
      'flowshelf.3.log',
      'flowshelf.4.log',
      'flowshelf.log',
    ]);
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).size).toBeLessThan(1_000 + 200);
    }
    const files = await log.read();
    expect(files.map((file) => file.name)).toEqual([
      'flowshelf.log',
      ...[1, 2, 3, 4].map((age) => `flowshelf.${age}.log`),
    ]);
    const numbers = files
      .toReversed()
      .flatMap(({ text }) => [...text.matchAll(/"number":(\d+)/g)].map((hit) => Number(hit[1])));
    expect(numbers).toEqual(
      Array.from({ length: numbers.length }, (_, index) => 200 - numbers.length + index),
    );
  });

  it('goes on in the file of the last start', () => {
    const folder = join(world.folder(), 'logs');
    mkdirSync(folder);
    writeFileSync(join(folder, 'flowshelf.log'), 'from before\n');
    logIn(folder).info('now');
    expect(readFileSync(join(folder, 'flowshelf.log'), 'utf8')).toMatch(/^from before\n.*now\n$/);
  });

  it('that cannot be written to stops nothing', () => {
    const parent = world.folder();
    writeFileSync(join(parent, 'logs'), 'a file where the folder should be');
    const log = logIn(join(parent, 'logs'));
    expect(() => log.error('lost', new Error('boom'))).not.toThrow();
  });

  it('whose folder goes away while it runs stops nothing either', async () => {
    const folder = join(world.folder(), 'logs');
    const log = logIn(folder);
    log.info('one');
    rmSync(folder, { recursive: true });
    expect(() => log.info('two')).not.toThrow();
    expect(await log.read()).toEqual([]);
    mkdirSync(folder);
    chmodSync(folder, 0o700);
    log.info('three');
    expect(readFileSync(join(folder, 'flowshelf.log'), 'utf8')).toContain('three');
  });
});
