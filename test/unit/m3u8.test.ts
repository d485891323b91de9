import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { m3uHead, m3uLines, readM3u, type WrittenM3uEntry } from '../../src/main/domain/playlists/m3u8';
import {
  normalised,
  pathBelow,
  pathsOf,
  stemOf,
  tailOf,
} from '../../src/main/domain/playlists/entry-location';
import { hostileTexts } from '../support/hostile-texts';

/** Playlist files: what is written is read again, and what others write is understood. */

function written(name: string, entries: readonly WrittenM3uEntry[]): string {
  return m3uHead(name) + entries.map(m3uLines).join('');
}

const oneLine = (text: string) => text.replace(/[\r\n]+/g, ' ').trim();

describe('a playlist file', () => {
  it('names its list, and each song with its length and its title', () => {
    const text = written('Night drive', [
      { path: '../Flowshelf/Low Tide [a1]/Low Tide.m4a', title: 'Low Tide', durationMs: 191_600 },
      { path: 'x.wav', title: 'No length', durationMs: null },
    ]);
    expect(text).toBe(
      [
        '#EXTM3U',
        '#PLAYLIST:Night drive',
        '#EXTINF:192,Low Tide',
        '../Flowshelf/Low Tide [a1]/Low Tide.m4a',
        '#EXTINF:-1,No length',
        'x.wav',
        '',
      ].join('\n'),
    );
    expect(readM3u(text)).toEqual({
      name: 'Night drive',
      entries: [
        { location: '../Flowshelf/Low Tide [a1]/Low Tide.m4a', title: 'Low Tide', durationS: 192 },
        { location: 'x.wav', title: 'No length', durationS: null },
      ],
    });
  });

  it('is read as it was written, whatever a title is and however lines end', () => {
    const title = fc.oneof(
      fc.constantFrom(...hostileTexts()),
      // Line ends of Unicode, which are none of a playlist file.
      fc.constantFrom('one\u2028two', 'one\u2029two', 'one\u0085two'),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
    );
    // No disk has line breaks in a name of ours, and none ends with a space.
    const part = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((text) => text.replace(/[\r\n/\\\ufeff]/g, '_'));
    const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `${parts.join('/')}.m4a`);
    const entry = fc.record({
      path,
      title,
      durationMs: fc.option(fc.integer({ min: 0, max: 36_000_000 })),
    });
    fc.assert(
      fc.property(
        fc.array(entry),
        title,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        (entries, name, end, hasMark) => {
          const text = written(name, entries).replaceAll('\n', end);
          const list = readM3u(hasMark ? `\ufeff${text}` : text);
          expect(list.name ?? '').toBe(oneLine(name));
          expect(list.entries.map(({ location }) => normalised(location))).toEqual(
            entries.map((each) =>
              normalised(each.path.trimStart() === each.path ? each.path : `./${each.path}`),
            ),
          );
          expect(list.entries.map((each) => each.title ?? '')).toEqual(
            entries.map((each) => oneLine(each.title)),
          );
          expect(list.entries.map(({ durationS }) => durationS)).toEqual(
            entries.map(({ durationMs }) => Math.round((durationMs ?? 0) / 1_000) || null),
          );
        },
      ),
    );
  });

  it('never fails, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const { location } of readM3u(text).entries) {
          for (const path of pathsOf(location)) normalised(path);
        }
      }),
    );
  });

  it('of another program: attributes, comments, spaces, a length with a fraction, a song without a word of it', () => {
    const text = [
      '#EXTM3U url-tvg="x"',
      '',
      '  #EXTINF:123.6 tvg-id="a, b" group="c",Some One - Low Tide  ',
      '#EXTVLCOPT:network-caching=1000',
      '  C:\\Music\\Low Tide.mp3 ',
      '# a remark',
      'plain.mp3',
      '#extinf:0,',
      'last.mp3',
    ].join('\r\n');
    expect(readM3u(text).entries).toEqual([
      { location: 'C:\\Music\\Low Tide.mp3', title: 'Some One - Low Tide', durationS: 124 },
      { location: 'plain.mp3', title: null, durationS: null },
      { location: 'last.mp3', title: null, durationS: null },
    ]);
  });
});

describe('where a song may be', () => {
  it.each([
    ['a/b.mp3', ['a/b.mp3']],
    ['a\\b.mp3', ['a/b.mp3']],
    ['Low%20Tide.mp3', ['Low%20Tide.mp3', 'Low Tide.mp3']],
    ['100%.mp3', ['100%.mp3']],
    ['file:///home/a/Low%20Tide.mp3', ['/home/a/Low Tide.mp3']],
    ['file://localhost/home/a.mp3', ['/home/a.mp3']],
    ['FILE:///C:/Music/a.mp3', ['C:/Music/a.mp3']],
    ['C:\\Music\\a.mp3', ['C:/Music/a.mp3']],
    ['https://example.org/a.mp3', []],
  ])('%s', (location, paths) => {
    expect(pathsOf(location)).toEqual(paths);
  });

  it.each([
    ['/m/Flowshelf/a/b.m4a', '/m/Flowshelf', 'a/b.m4a'],
    ['/m/x/../Flowshelf/./a/b.m4a', '/m/Flowshelf/', 'a/b.m4a'],
    ['/m/Flowshelf2/a.m4a', '/m/Flowshelf', null],
    ['/m/Flowshelf/../../etc/passwd', '/m/Flowshelf', null],
    ['/../../etc/passwd', '/m', null],
    ['c:/Music/flowshelf/A.m4a', 'C:\\Music\\Flowshelf', 'A.m4a'],
  ])('%s below %s', (path, folder, below) => {
    expect(pathBelow(path, folder)).toBe(below);
  });

  it('is also known by its last parts', () => {
    expect(tailOf('a/b/c.mp3', 2)).toBe('b/c.mp3');
    expect(stemOf('a/b/c.d.mp3')).toBe('c.d');
  });
});
