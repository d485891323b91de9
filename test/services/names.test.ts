import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from '../support/core';
import { success } from '../support/flow-server';
import { audio, jpg } from '../support/media';
import { clip, uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();
const JOB = uuid('job');

const HOSTILE: readonly string[] = [
  '../../x',
  '..',
  '.',
  '...',
  '/etc/passwd',
  'C:\\Windows\\System32\\x',
  '..\\..\\x',
  '~/x',
  '$HOME/x',
  '`id`',
  '-rf',
  '--help',
  'CON',
  'nul.txt',
  'com1',
  'LPT9.mp3',
  'AUX ',
  'name.',
  'name ',
  ' name',
  'a\u0000b',
  'line\nbreak\ttab',
  'a/b',
  'a:b*c?d"e<f>g|h',
  '\u202Egpj.exe',
  '\u200B\u200B\u200B',
  '\uD800lone',
  'é'.normalize('NFD'),
  'É',
  'x'.repeat(5_000),
  '汉'.repeat(500),
  '👨‍👩‍👧‍👦'.repeat(200),
  `a${'\u0301'.repeat(1_000)}`,
  '.hidden',
  'clip.json',
  'cover',
  'jobs.jsonl',
  '%2e%2e%2fx',
  '%n%s%x',
  '<script>alert(1)</script>',
  '',
];

describe('titles as names', () => {
  it(
    'none of the hostile leaves the library folder, and no two fight for one place',
    { meta: { cases: HOSTILE.length } },
    async () => {
      const outer = world.folder();
      const folder = join(outer, 'a', 'b');
      mkdirSync(folder, { recursive: true });
      const server = await world.server();
      const url = server.file('/a.m4a', audio());
      const cover = server.file('/c.jpg', jpg());
      const clips = HOSTILE.map((title, index) =>
        clip(`hostile ${index}`, { title, audio_url: url, image_url: cover, lyrics_timing_markers: 'la la' }),
      );
      server.job(JOB, success(clips));
      const core = await world.core(server, { folder });
      await core.add(JOB);
      await core.settled({ timeoutMs: 20_000 });
      await core.stop();

      // Nothing anywhere but the database with its copy, and the library.
      const outside = listFiles(outer).filter((path) => !path.startsWith('a/b/Library/'));
      expect(
        outside.filter(
          (path) =>
            !/^a\/b\/(library\.sqlite(-wal|-shm|\.log-note)?|Backups\/library [^/]+\.sqlite)$/.test(path),
        ),
      ).toEqual([]);
      expect(core.files().filter((path) => path.endsWith('.part') || path.endsWith('.tmp'))).toEqual([]);

      // A folder of its own for every song, with all of its files.
      const folders = new Map<string, string[]>();
      for (const path of core.files()) {
        const [name = '', ...rest] = path.split('/');
        expect(rest).toHaveLength(1);
        folders.set(name, [...(folders.get(name) ?? []), rest[0] ?? '']);
      }
      expect(folders.size).toBe(HOSTILE.length);
      expect(new Set([...folders.keys()].map((name) => name.normalize('NFKC').toLowerCase())).size).toBe(
        HOSTILE.length,
      );
      for (const [name, files] of folders) {
        expect(files).toHaveLength(4);
        expect(files).toContain('clip.json');
        expect(files).toContain('cover.jpg');
        for (const part of [name, ...files]) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(240);
          expect(part).not.toMatch(/[\u0000-\u001f/\\:*?"<>|\u202a-\u202e\u2066-\u2069\u200b]/);
          expect(part).not.toMatch(/^[-. ]|[. ]$/);
          expect(part).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        }
        expect(
          `${name}/${files.reduce((one, other) => (one.length > other.length ? one : other))}`.length,
        ).toBeLessThanOrEqual(180);
      }
    },
  );

  it('clips whose ids begin alike and whose titles are alike get folders of their own', async () => {
    const server = await world.server();
    const clips = [
      'aaaaaaaa-1',
      'aaaaaaaa-2',
      'AAAAAAAA-1',
      'aaaaaaaa-1/../..',
      '../aaaaaaaa-1',
      'aaaaaaaa',
    ].map((id) => clip('x', { clip_id: id, title: 'Same', lyrics_timing_markers: 'la' }));
    server.job(JOB, success(clips));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    await core.stop();
    const folders = new Set(core.files().map((path) => path.split('/')[0]?.toLowerCase()));
    expect(folders.size).toBe(clips.length);
  });
});
