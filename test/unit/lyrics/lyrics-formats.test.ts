import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUE_FORMATS, LYRICS_FORMATS, type LyricsFormat, type LyricsLine } from '@shared/model';
import { lineOnOneLine } from '../../../src/main/domain/lyrics/line-text';
import { inOrderOfTime, tidyLines, toStoredLyrics } from '../../../src/main/domain/lyrics/lyrics-document';
import { detectLyricsFormat, LYRICS_FILE_KINDS } from '../../../src/main/domain/lyrics/lyrics-formats';
import { readLyrics } from '../../../src/main/domain/lyrics/reading';
import { BLANK, documentOf, documents, instruction, section, SONG, sung, word } from './documents';

const READ = LYRICS_FORMATS.filter((format) => LYRICS_FILE_KINDS[format].parse !== null);
const TIMED = READ.filter((format) => LYRICS_FILE_KINDS[format].times !== 'none');
const RUNS = { numRuns: 400 };

function parse(format: LyricsFormat, text: string) {
  const parsed = LYRICS_FILE_KINDS[format].parse?.(text);
  if (parsed === undefined) throw new Error(`${format} is not read`);
  return parsed;
}

/** Without what formats may replace in words: what means something in one of them. */
function plain(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}\p{M}\p{S}\p{Cf} ]|[<>&=→]/gu, '')
    .replace(/ +/g, ' ')
    .trim();
}

function isIn(line: LyricsLine, format: LyricsFormat): boolean {
  const kind = LYRICS_FILE_KINDS[format];
  if (line.kind === 'sung') return line.startMs !== null || kind.hasUntimedLines;
  return line.kind !== 'blank' && kind.hasSections;
}

describe.each(READ)('%s', (format) => {
  const kind = LYRICS_FILE_KINDS[format];

  it('prints what it has read as it was printed', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const once = kind.print(document);
        // The length shortens and makes ends: told once, it has done so.
        const again = kind.print({
          ...document,
          ...parse(format, once),
          title: document.title,
          durationMs: document.durationMs,
        });
        expect(again).toBe(once);
      }),
      RUNS,
    );
  });

  it('gives the same lines in the same order', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const timed = kind.times !== 'none' && format !== 'json';
        const given = timed
          ? inOrderOfTime(tidyLines(document.lines).map(lineOnOneLine))
          : tidyLines(document.lines);
        if (timed && !given.some((line) => line.startMs !== null)) return;
        const read = parse(format, kind.print(document)).lines;
        const shape = (line: LyricsLine) => `${line.kind}: ${plain(line.text)}`;
        expect(read.filter((line) => line.kind !== 'blank').map(shape)).toEqual(
          given.filter((line) => isIn(line, format)).map(shape),
        );
        if (kind.hasBlankLines && !given.some((line) => line.kind === 'sung' && line.startMs === null))
          expect(read.map((line) => line.kind)).toEqual(given.map((line) => line.kind));
      }),
      RUNS,
    );
  });

  it('is kept in the database as it was read', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const parsed = parse(format, kind.print(document));
        const stored = toStoredLyrics(parsed);
        expect(readLyrics({ ...stored, markers: null, durationMs: null }).lines).toEqual(parsed.lines);
      }),
      RUNS,
    );
  });

  it('never throws, whatever it reads, and reads nothing but tidy lines', () => {
    const pieces = fc.constantFrom(
      '[', ']', '00:01', '.5', '<', '>', 'x', '\n', '\n\n', ':', ' --> ', '00:00:01.000 --> 00:00:02.000\n', 'WEBVTT',
      'NOTE ', '{\\k50}', '{', '[Events]\n', 'Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,', '<p begin="1s">', '</p>',
      '<span begin="2s">', '<tt><body><div>', '&#0;', '&amp;', '{"format":"flowshelf-lyrics","version":1,"lines":[', '\ufeff',
    ); // prettier-ignore
    const texts = fc.array(pieces).map((all) => all.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const { lines } = parse(format, text);
        expect(tidyLines(lines)).toEqual(lines);
      }),
      RUNS,
    );
  });

  it('reads megabytes of hostile text', () => {
    for (const piece of [
      '[00:01.00]',
      '[',
      '<',
      '<00:01.00>',
      '&',
      '{\\k',
      '{',
      '<!--',
      '<p a="',
      '<p>',
      ' ',
      'NOTE\n\n',
      '--> ',
      '[ti:',
    ])
      parse(format, `${kind.print(SONG)}${piece.repeat(Math.floor(5_000_000 / piece.length))}`);
  });

  it('does not grow beyond measure', () => {
    const text = `${'[00:01.00]'.repeat(20_000)}${'x'.repeat(20_000)}`;
    const { lines } = parse(format, text);
    expect(lines.reduce((length, line) => length + line.text.length, 0)).toBeLessThan(text.length * 100);
  });
});

describe.each(TIMED)('times of %s', (format) => {
  const { stepMs, print, times } = LYRICS_FILE_KINDS[format];
  const step = stepMs ?? 1;

  it('are the same to its precision, never fall, and are within the song', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const wanted = tidyLines(document.lines).map(format === 'json' ? (line) => line : lineOnOneLine);
        const given = inOrderOfTime(wanted).filter((line) => line.startMs !== null);
        const lastMs = document.durationMs ?? Infinity;
        const read = inOrderOfTime(parse(format, print(document)).lines).filter(
          (line) => line.startMs !== null,
        );
        const starts = read.map((line) => line.startMs ?? NaN);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
        expect(starts).toHaveLength(given.length);
        given.forEach((line, index) => {
          const startMs = Math.min(line.startMs ?? 0, lastMs);
          expect(Math.abs((starts[index] ?? NaN) - startMs)).toBeLessThanOrEqual(
            format === 'json' ? Infinity : step * 2,
          );
          const { endMs, words } = read[index] ?? sung('', null);
          if (format !== 'json')
            for (const each of [endMs ?? 0, ...words.map((one) => one.startMs)])
              expect(each).toBeLessThanOrEqual(lastMs);
        });
      }),
      RUNS,
    );
  });

  if (times === 'words')
    it('are those of words too', () => {
      const words = [word(0, 1_000, 1_400), word(5, 1_500), word(8, 2_000), word(12, 2_400)];
      const [line] = parse(
        format,
        print(documentOf([sung('Salt on the railing', 1_000, 3_000, words)])),
      ).lines;
      expect(line?.words.map(({ at, startMs }) => [at, startMs])).toEqual(
        words.map(({ at, startMs }) => [at, startMs]),
      );
    });

  if (times === 'words')
    it('are those of characters of other planes and of marks', () => {
      const text = '海🌊e\u0301 שלום';
      const words = [word(0, 1_000), word(1, 1_200), word(3, 1_400), word(6, 1_600)];
      const [line] = parse(format, print(documentOf([sung(text, 1_000, 2_000, words)]))).lines;
      expect(line?.text).toBe(text);
      expect(line?.words.map(({ at, startMs }) => [at, startMs])).toEqual(
        words.map(({ at, startMs }) => [at, startMs]),
      );
    });

  it('of lines of one and the same start leave both in', () => {
    const { lines } = parse(
      format,
      print(documentOf([sung('a', 1_000), sung('b', 1_000), sung('c', 2_000)])),
    );
    expect(lines.map((line) => line.text)).toEqual(['a', 'b', 'c']);
    expect(lines.map((line) => line.startMs)).toEqual([1_000, 1_000, 2_000]);
  });

  if (format !== 'json')
    it('make no file where there are none', () => {
      expect(print(documentOf([section('Verse'), sung('a', null)]))).toBe('');
    });
});

describe('json', () => {
  it('loses nothing', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(parse('json', LYRICS_FILE_KINDS.json.print(document))).toEqual({ ...document, offsetMs: 0 });
      }),
    );
    expect(parse('json', LYRICS_FILE_KINDS.json.print(SONG))).toEqual({ ...SONG, offsetMs: 0 });
  });
});

describe('txt', () => {
  it('has its sections, or has not', () => {
    const document = documentOf([
      section('Verse'),
      sung('a', null),
      BLANK,
      section('Chorus'),
      instruction('[End - 1:20]'),
      sung('b', null),
    ]);
    expect(LYRICS_FILE_KINDS.txt.print(document)).toBe('[Verse]\na\n\n[Chorus]\n[End - 1:20]\nb\n');
    expect(LYRICS_FILE_KINDS.txt.print(document, { hasSections: false })).toBe('a\n\nb\n');
    expect(LYRICS_FILE_KINDS.txt.print({ ...document, text: null })).toBe(
      '[Verse]\na\n\n[Chorus]\n[End - 1:20]\nb\n',
    );
  });
});

describe('detectLyricsFormat', () => {
  it.each(READ)('knows what %s prints, by any name and without one', (format) => {
    const expected = format === 'lrc-words' ? 'lrc' : format;
    const text = LYRICS_FILE_KINDS[format].print(SONG);
    for (const name of [`a.${LYRICS_FILE_KINDS[format].ending}`, 'a.txt', null, 'A.TXT'])
      expect(detectLyricsFormat(`\ufeff${text}`, name)).toBe(expected);
  });

  it.each<[string, string | null, LyricsFormat | null]>([
    ['Salt on the railing', null, 'txt'],
    ['Salt on the railing', 'song.lrc', 'txt'],
    ['[00:01]Salt', 'song.txt', 'lrc'],
    ['<00:01.00>Salt <00:02.00>on', null, 'lrc'],
    ['[Verse 1]\nSalt at 12:30', null, 'txt'],
    ['{"lyrics":"x"}', 'song.json', null],
    ['<html></html>', 'song.xml', null],
    ['<?xml version="1.0"?><html/>', null, null],
    ['<?xml version="1.0"?>\n<tt:tt xmlns:tt="http://www.w3.org/ns/ttml"/>', 'song.dfxp', 'ttml'],
    ['nothing here', 'song.srt', null],
    ['ID3', 'song.mp3', null],
    ['1\n00:00:01,000 --> 00:00:02,000\nx', 'song', 'srt'],
    ['[script info]\nTitle: x', 'song.ssa', 'ass'],
  ])('takes %j named %j for %s', (text, name, format) => expect(detectLyricsFormat(text, name)).toBe(format));
});

describe('formats of cues', () => {
  it('are those that have no place for lines without a time', () => {
    expect(LYRICS_FORMATS.filter((format) => !LYRICS_FILE_KINDS[format].hasUntimedLines)).toEqual(
      CUE_FORMATS,
    );
  });
});
