import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileStem, songFolderName } from '../../src/main/domain/naming';
import { describeError, redact } from '../../src/main/domain/redact';

const KEY = 'a1B2-c3D4-e5F6/+g7==';
const known = { secrets: [KEY], homeFolder: '/home/mara' };
const unknown = { secrets: [], homeFolder: null };

describe('keys', () => {
  it.each([
    `asked with ${KEY} in vain`,
    `{"headers":{"x":"${KEY}"}}`,
    `https://host/path/${encodeURIComponent(KEY)}/file`,
    JSON.stringify(JSON.stringify({ key: KEY })),
  ])('a known one stands nowhere: %s', (line) => {
    const text = redact(line, known);
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(encodeURIComponent(KEY));
    expect(text).toContain('[hidden]');
  });

  it.each([
    ['TT-API-KEY: sk-unknown-1234', 'TT-API-KEY: [hidden]'],
    ['TT_API_KEY=sk-unknown-1234 electron .', 'TT_API_KEY=[hidden] electron .'],
    ['{"tt-api-key":"sk-unknown-1234","a":1}', '{"tt-api-key":"[hidden]","a":1}'],
    ['{\\"tt-api-key\\":\\"sk-unknown-1234\\"}', '{\\"tt-api-key\\":\\"[hidden]\\"}'],
    ['Authorization: Bearer sk-unknown-1234', 'Authorization: [hidden]'],
    ['apiKey = sk-unknown-1234', 'apiKey = [hidden]'],
  ])('an unknown one goes by the name before it: %s', (line, expected) => {
    expect(redact(line, unknown)).toBe(expected);
  });

  it('no text around a known key brings it back', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(redact(`${before}${KEY}${after}`, known)).not.toContain(KEY);
      }),
    );
  });

  it('a text too short to be a key takes no letters out of a line', () => {
    expect(redact('all is well', { secrets: ['a', 'is'], homeFolder: null })).toBe('all is well');
  });
});

describe('addresses', () => {
  it.each([
    ['GET https://cdn.host/a/b.m4a?Signature=abc&Expires=1 failed', 'GET https://cdn.host/a/b.m4a?… failed'],
    ['"https://cdn.host/b.wav?X-Amz-Signature=abc%2F1"', '"https://cdn.host/b.wav?…"'],
    ['https://mara:pass@proxy.host:8080/', 'https://proxy.host:8080/'],
    ['/flowmusic/v1/fetch?job_id=1', '/flowmusic/v1/fetch?…'],
    ['Is it there? Yes.', 'Is it there? Yes.'],
  ])('keep host and path and lose what is signed: %s', (line, expected) => {
    expect(redact(line, unknown)).toBe(expected);
  });
});

describe('names of people and songs', () => {
  it.each([
    ['/home/mara/Music/Flowshelf', '~/Music/Flowshelf'],
    ['"C:\\\\Users\\\\Mara Lind\\\\Music"', '"C:\\\\Users\\\\~\\\\Music"'],
    ['C:\\Users\\Mara\\Music', 'C:\\Users\\~\\Music'],
    ['/Users/mara/Music', '/Users/~/Music'],
    ['/media/mara/USB DISK/x', '/media/~/USB DISK/x'],
    ['/run/media/mara/USB', '/run/media/~/USB'],
  ])('%s', (line, expected) => {
    expect(redact(line, known)).toBe(expected);
  });

  it.each([
    ["open '/m/Don't go [07d737cf]/Don't go.audio.part'", "open '/m/[07d737cf]/*.audio.part'"],
    [
      "rename '/m/Ä [07d737cf]/Ä.part' -> '/m/Ä [07d737cf]/Ä.m4a'",
      "rename '/m/[07d737cf]/*.part' -> '/m/[07d737cf]/*.m4a'",
    ],
    ["mkdir '/m/Low Tide [07d737cf]'", "mkdir '/m/[07d737cf]'"],
    ['{"duplicates":["Low Tide [07d737cf] copy"]}', '{"duplicates":["[07d737cf] copy"]}'],
    ['{"file":"Low Tide [07d737cf]/Low Tide.wav"}', '{"file":"[07d737cf]/*.wav"}'],
    ['{"file":"Old/vol.2 live [07d737cf]/vol.2 live.wav","a":1}', '{"file":"Old/[07d737cf]/*.wav","a":1}'],
    ['{"file":"Low Tide [07d737cf]\\\\Low Tide.video.part"}', '{"file":"[07d737cf]\\\\*.video.part"}'],
    ['Moving failed: Low Tide [07d737cf]', 'Moving failed: [07d737cf]'],
    ['Low Tide [07d737cf]/Low Tide.wav differs', '[07d737cf]/*.wav differs'],
  ])('the folder of a song keeps its id and loses its title: %s', (line, expected) => {
    expect(redact(line, unknown)).toBe(expected);
  });

  it('what stands beside a song in the same line stays', () => {
    const facts = {
      reason: 'damaged',
      setAside: '/home/mara/.config/Flowshelf/Damaged/library 2026-05-20T10-00-27.250Z',
      copiedAt: null,
      songs: 1,
      unreadable: ['Low Tide [07d737cf]', 'Night Ferry [17d737cf-95]'],
      duplicates: [],
    };
    expect(redact(`The library folder was gone through ${JSON.stringify(facts)}`, known)).toBe(
      'The library folder was gone through {"reason":"damaged",' +
        '"setAside":"~/.config/Flowshelf/Damaged/library 2026-05-20T10-00-27.250Z","copiedAt":null,"songs":1,' +
        '"unreadable":["[07d737cf]","[17d737cf-95]"],"duplicates":[]}',
    );
  });

  const ID = '07d737cf-9509-4132-99f5-a17339bd7462';
  /** Where a path in the library may stand in a line of ours, with facts on both sides. */
  const PLACES: readonly ((path: string) => string)[] = [
    (path) => `Moving was stopped ${JSON.stringify({ first: 'fact-one', file: path, last: 'fact-two' })}`,
    (path) => `Gone through ${JSON.stringify({ first: 'fact-one', names: ['x', path], last: 'fact-two' })}`,
    (path) =>
      `Nested ${JSON.stringify({ first: 'fact-one', text: JSON.stringify({ path }), last: 'fact-two' })}`,
    (path) =>
      `${JSON.stringify({ first: 'fact-one', at: `/m/My Songs/${path}` })} ${JSON.stringify({ a: 'fact-two' })}`,
    (path) => `fact-one Error: ENOSPC, open '/m/${path}' | at fact-two (/x/y.js:1:2)`,
    (path) => `fact-one Error: EXDEV, rename 'C:\\m\\${path}' -> 'C:\\n' | at fact-two (/x/y.js:1:2)`,
    (path) => `fact-one: ${path}`,
  ];

  it('no title of any song is left, whatever it is and wherever its path stands, and nothing else goes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
          fc
            .array(fc.constantFrom('Salz', '.2', ' - ', "'n'", 'Б', '[x]', '(live)', '.wav', ', ', '潮', ' '))
            .map((all) => all.join('')),
        ),
        fc.constantFrom(...PLACES),
        fc.constantFrom('', '/', '\\'),
        fc.constantFrom('m4a', 'audio.part', 'flowshelf.tmp', 'txt'),
        fc.nat({ max: 8 }),
        (title, place, separator, ending, refusals) => {
          let left = refusals;
          // In the middle of the title something that stands nowhere else.
          const told = `${title} Zaubernuss ${title}`;
          const { name } = songFolderName(told, ID, () => left-- > 0);
          const path = separator === '' ? name : `${name}${separator}${fileStem(told)}.${ending}`;
          const line = redact(place(path), unknown);
          expect(line).not.toContain('Zaubernuss');
          expect(line).toContain('fact-one');
          if (place('').includes('fact-two')) expect(line).toContain('fact-two');
          expect(line).toContain('07d737cf');
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe('a line', () => {
  it('is one line, however many the text had', () => {
    expect(redact('a\n2026-01-01 error faked\r\u2028b\u0000c', unknown)).toBe('a 2026-01-01 error faked b c');
  });
  it('is bounded, and quickly', () => {
    for (const text of ['?', 'a=', '/home/', '/x [', 'key:', 'https://'].map((piece) =>
      piece.repeat(200_000),
    )) {
      expect(redact(text, known).length).toBeLessThanOrEqual(8_001);
    }
  });
  it('never throws and stays the same when redacted again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = redact(text, known);
        expect(redact(once, known)).toBe(once);
      }),
    );
  });
});

describe('errors', () => {
  it('keep name, message, code, frames and causes on one line', () => {
    const cause = Object.assign(new Error('inner'), { code: 'ECONNRESET' });
    const text = describeError(new TypeError('outer', { cause }));
    expect(text).toMatch(/^TypeError: outer \| at .*caused by Error: inner \(ECONNRESET\)/);
    expect(text).not.toContain('\n');
  });
  it('of the file system lose the name of the file, but not of what the program names itself', () => {
    const path = '/music/Lyrics/Low Tide.lrc';
    const error = Object.assign(new Error(`ENOSPC: no space left on device, open '${path}'`), {
      code: 'ENOSPC',
      path,
    });
    expect(describeError(error)).toMatch(/open '\/music\/Lyrics\/\*\.lrc'/);
    expect(describeError(error)).not.toContain('Low Tide');
    const journal = '/music/jobs.jsonl';
    expect(describeError(Object.assign(new Error(`EACCES, open '${journal}'`), { path: journal }))).toContain(
      journal,
    );
  });
  it('that are none are told too', () => {
    expect(['plain', undefined, null, 7, { a: 1 }].map((each) => describeError(each))).toEqual([
      'plain',
      'undefined',
      'null',
      '7',
      '{"a":1}',
    ]);
    const circular = new Error('round');
    circular.cause = circular;
    expect(describeError(circular)).toContain('round');
  });
});
