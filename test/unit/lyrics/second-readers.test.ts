import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as readCaptions } from '@plussub/srt-vtt-parser';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { compile as compileAss, parse as readAss } from 'ass-compiler';
import { parse as readLrc, parseEnhanced } from 'clrc';
import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { WebVTTParser } from 'webvtt-parser';
import type { LyricsFormat, LyricsLine } from '@shared/model';
import { cueLines, tidyLines, type LyricsDocument } from '../../../src/main/domain/lyrics/lyrics-document';
import { LYRICS_FILE_KINDS } from '../../../src/main/domain/lyrics/lyrics-formats';
import { documents, SONG } from './documents';

/** What other programs see in the files: readers that share no code with ours, and ffmpeg where it is installed. */

const print = (format: LyricsFormat, document: LyricsDocument) => LYRICS_FILE_KINDS[format].print(document);
const timed = ({ lines }: LyricsDocument) => cueLines(lines).filter((line) => line.startMs !== null);
const nothingButSpaces = (text: string) => text.replace(/\s+/g, ' ').trim();

describe('LRC, by clrc', () => {
  it('has a stamp and the words of every line', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const read = readLrc(print('lrc', document)).flatMap((line) => ('content' in line ? [line] : []));
        const words = read.filter((line) => line.content !== '');
        expect(words.map((line) => line.startMillisecond)).toEqual(
          timed({ ...document, lines: tidyLines(document.lines) }).map(
            ({ startMs }) =>
              Math.min(Math.round((startMs ?? 0) / 10), Math.floor((document.durationMs ?? Infinity) / 10)) *
              10,
          ),
        );
      }),
    );
    const lines = readLrc(print('lrc', SONG));
    expect(lines.filter((line) => line.type === 'invalid' && line.raw !== '')).toEqual([]);
    expect(lines.flatMap((line) => ('content' in line ? [line.content] : []))).toContain('海の上で 🌊🏴‍☠️');
  });

  it('has the stamps of words', () => {
    const [line] = parseEnhanced(print('lrc-words', SONG)).flatMap((each) => ('words' in each ? [each] : []));
    const words = line?.words.filter(({ content }) => content.trim() !== '') ?? [];
    expect(words.map(({ startMillisecond, content }) => [startMillisecond, content.trim()])).toEqual([
      [1_000, 'Salt'],
      [1_500, 'on'],
      [2_000, 'the'],
      [2_400, 'railing'],
    ]);
  });
});

describe('SubRip, by @plussub/srt-vtt-parser', () => {
  it('has every line, in its order and with rising times', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const text = print('srt', document);
        const entries = text === '' ? [] : readCaptions(text).entries;
        expect(entries.flatMap((entry) => entry.text.split('\n'))).toHaveLength(timed(document).length);
        entries.forEach((entry, index) => {
          expect(entry.id).toBe(String(index + 1));
          expect(entry.to).toBeGreaterThan(entry.from);
          expect(entry.from).toBeGreaterThanOrEqual(entries[index - 1]?.to ?? 0);
        });
      }),
    );
    expect(readCaptions(print('srt', SONG)).entries[1]).toEqual({
      id: '2',
      from: 3_000,
      to: 5_000,
      text: '海の上で 🌊🏴‍☠️',
    });
  });
});

/** By itself it takes `--&gt;` for `--` and a piece of an entity. */
const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>' } as const;

function vttText(nodes: readonly object[]): string {
  return nodes
    .map((node) => {
      const { type, value, children } = node as { type: string; value?: string; children?: object[] };
      if (type === 'text') return value ?? '';
      return type === 'object' ? vttText(children ?? []) : '';
    })
    .join('');
}

describe('WebVTT, by the validator of its group', () => {
  it('has no error, and the words and times of every line', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const text = print('vtt', document);
        if (text === '') return;
        const { cues, errors } = new WebVTTParser(ENTITIES).parse(text, 'metadata');
        expect(errors).toEqual([]);
        const { cues: shown, errors: inText } = new WebVTTParser(ENTITIES).parse(text, 'subtitles');
        expect(inText).toEqual([]);
        expect(cues).toHaveLength(timed(document).length);
        // Cues that start at once are put in the order of their ends, the later first (WebVTT, "text track cue order").
        const words = shown.map((cue) => nothingButSpaces(vttText(cue.tree.children)));
        const lines = timed(document).map((line) => nothingButSpaces(line.text));
        expect(words.toSorted()).toEqual(lines.toSorted());
        if (document.durationMs === null)
          expect(
            cues.map((cue, index) => `${Math.round(cue.startTime * 1000)} ${words[index]}`).toSorted(),
          ).toEqual(
            timed(document)
              .map((line, index) => `${line.startMs} ${lines[index]}`)
              .toSorted(),
          );
      }),
    );
    const [cue] = new WebVTTParser(ENTITIES).parse(print('vtt', SONG)).cues;
    const stamps = (cue?.tree.children ?? []).flatMap((node) =>
      node.type === 'timestamp' ? [node.value] : [],
    );
    expect(stamps).toEqual([1.5, 2, 2.4]);
  });
});

describe('ASS, by ass-compiler', () => {
  it('has a style and an event for every line, which nothing within the words changes', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const text = print('ass', document);
        if (text === '') return;
        const { events, styles } = readAss(text);
        expect(styles.style.map((style) => style.Name)).toEqual(['Lyrics', 'Section']);
        expect(events.dialogue).toHaveLength(timed(document).length);
        for (const { Start, End, Text } of events.dialogue) {
          expect(End).toBeGreaterThan(Start);
          const tags = Text.parsed.flatMap((part) => part.tags).flatMap((tag) => Object.keys(tag));
          expect(tags.filter((tag) => tag !== 'k')).toEqual([]);
        }
      }),
    );
  });

  it('fills in the words at their times', () => {
    const compiled = compileAss(print('ass', SONG), {});
    expect([compiled.width, compiled.height, compiled.dialogues.length]).toEqual([1920, 1080, 6]);
    const [line] = readAss(print('ass', SONG)).events.dialogue;
    expect(line?.Text.parsed.map(({ tags, text }) => [tags[0]?.k, text])).toEqual([
      [40, 'Salt '],
      [10, ''],
      [50, 'on '],
      [40, 'the '],
      [50, 'railing'],
    ]);
  });
});

const TT = 'http://www.w3.org/ns/ttml';
/** Which elements TTML lets stand in which; those of metadata are its own. */
const CONTENT: Readonly<Record<string, readonly string[]>> = {
  tt: ['head', 'body'],
  head: ['metadata', 'layout'],
  layout: ['region'],
  region: [],
  body: ['div'],
  div: ['metadata', 'p'],
  metadata: ['title', 'desc'],
  p: ['span'],
  span: [],
};
const CLOCK = /^\d{2,}:[0-5]\d:[0-5]\d\.\d{3}$/;

function childElements(element: Element): Element[] {
  return [...element.childNodes].filter((node): node is Element => node.nodeType === 1);
}

function checkElement(element: Element): void {
  const name = element.localName ?? '';
  expect(element.namespaceURI).toBe(['title', 'desc'].includes(name) ? `${TT}#metadata` : TT);
  const children = childElements(element);
  for (const child of children) expect(CONTENT[name] ?? []).toContain(child.localName);
  // Metadata stands in front of all else.
  const places = children.map((child) => (child.localName === 'metadata' ? 0 : 1));
  expect(places).toEqual([...places].sort());
  for (const attribute of ['begin', 'end']) {
    const value = element.getAttribute(attribute);
    if (value !== null && value !== '') expect(value).toMatch(CLOCK);
  }
  if (name === 'p' || name === 'span')
    expect((element.getAttribute('end') ?? '') >= (element.getAttribute('begin') ?? '')).toBe(true);
  children.forEach(checkElement);
}

describe('TTML, by the rules of TTML 2 and IMSC 1.1 and an XML parser', () => {
  function readTtml(document: LyricsDocument) {
    const onError = (level: string, message: string) => {
      // A character that words may hold, and that only makes the parser wonder.
      if (level === 'warning' && message.includes('replacement character')) return;
      throw new Error(`${level}: ${message}`);
    };
    return new DOMParser({ onError }).parseFromString(print('ttml', document), 'text/xml').documentElement;
  }

  it('is well-formed and valid, and has the words of every line', () => {
    fc.assert(
      fc.property(documents, (document) => {
        if (timed(document).length === 0) return;
        const root = readTtml(document);
        if (root === null) throw new Error('no root');
        checkElement(root);
        expect(root.hasAttribute('xml:lang')).toBe(true);
        expect(root.getAttribute('ttp:contentProfiles')).toBe(
          'http://www.w3.org/ns/ttml/profile/imsc1.1/text',
        );
        const text = (line: LyricsLine) => nothingButSpaces(line.text).replace(/[\ufffe\uffff]/g, '\ufffd');
        const lines = [...root.getElementsByTagName('p')];
        expect(lines.map((line) => nothingButSpaces(line.textContent ?? ''))).toEqual(
          timed(document).map(text),
        );
      }),
    );
  });

  it('tells direction, language, sections and words', () => {
    const root = readTtml({ ...SONG, lines: SONG.lines.slice(0, 5) });
    const lines = [...(root?.getElementsByTagName('p') ?? [])];
    expect(lines.map((line) => line.getAttribute('tts:direction') ?? '')).toEqual(['', '', 'rtl']);
    expect(lines[0]?.getElementsByTagName('span').length).toBe(4);
    expect([...(root?.getElementsByTagName('ttm:title') ?? [])].map((title) => title.textContent)).toEqual([
      SONG.title,
      'Verse 1',
    ]);
    expect(readTtml({ ...SONG, lines: SONG.lines.slice(2, 3) })?.getAttribute('xml:lang')).toBe('ja');
    expect(readTtml({ ...SONG, lines: SONG.lines.slice(1, 2) })?.getAttribute('xml:lang')).toBe('');
  });
});

/** What a browser would show of HTML. */
function shownText(html: string): string {
  return nothingButSpaces(
    html
      .replace(/<br>|<\/?(?:h\d|p|ul|li|em)>/g, ' ')
      .replace(
        /&lt;|&gt;|&quot;|&#39;|&amp;/g,
        (entity) =>
          new DOMParser().parseFromString(`<x>${entity}</x>`, 'text/xml').documentElement?.textContent ?? '',
      ),
  );
}

describe('Markdown, by marked', () => {
  it('shows the words as they are, and nothing else', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const html = marked.parse(print('md', { ...document, durationMs: null, title: null }), {
          async: false,
        });
        const unescaped = (text: string) =>
          nothingButSpaces(text.replace(/[\s\p{Cc}]+/gu, ' ').replace(/\p{Cs}/gu, '\ufffd'));
        const shown = tidyLines(document.lines).map((line) => unescaped(line.text));
        expect(shownText(html)).toBe(nothingButSpaces(shown.join(' ')));
      }),
    );
  });

  it('has no break at the end of a paragraph, where the last line is one that nobody sees', () => {
    const lines = ['!', '\u0001'].map((text) => ({ ...SONG.lines[1], kind: 'sung', text }) as LyricsLine);
    expect(
      print('md', { ...SONG, lines })
        .trimEnd()
        .split('\n')
        .at(-1),
    ).toBe('\\!');
  });

  it('has a title, facts, headings and hard breaks', () => {
    expect(marked.parse(print('md', SONG), { async: false })).toMatchInlineSnapshot(`
      "<h1>Low Tide --&gt; [#1]</h1>
      <ul>
      <li>Model: FUZZ-2.0</li>
      <li>Length: 1:10</li>
      <li>Created: 2026-05-01</li>
      <li>Clip: 837e6f94</li>
      </ul>
      <h2>Verse 1</h2>
      <p>Salt on the railing<br>海の上で 🌊🏴‍☠️<br>שלום, עולם!</p>
      <h2>Chorus &amp; &lt;more&gt;</h2>
      <p>Both at once<br>(both) {at} once \\N<br><em>[End - 0:20]</em><br>Carry me over</p>
      "
    `);
  });
});

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

/** What ffmpeg makes of a file, as SubRip; its warnings too. */
function throughFfmpeg(
  format: 'lrc' | 'srt' | 'vtt' | 'ass',
  content: string,
): { cues: string[][]; warnings: string } {
  const folder = mkdtempSync(join(tmpdir(), 'flowshelf-lyrics-'));
  try {
    const [from, to] = [join(folder, `a.${format}`), join(folder, 'b.srt')];
    writeFileSync(from, content);
    const { stderr } = spawnSync('ffmpeg', ['-v', 'warning', '-y', '-i', from, to], { encoding: 'utf8' });
    const cues = readFileSync(to, 'utf8')
      .trim()
      .split('\n\n')
      .map((cue) => cue.split('\n').slice(1));
    return { cues, warnings: stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** ffmpeg reads every format as ASS, in which braces and `\\N` mean something: it loses them from SubRip and WebVTT. */
const WITHOUT_BRACES = { ...SONG, lines: SONG.lines.filter((line) => !line.text.includes('{')) };

describe.skipIf(!hasFfmpeg)('LRC, SubRip, WebVTT and ASS, by ffmpeg', () => {
  it.each(['lrc', 'srt', 'vtt', 'ass'] as const)(
    'reads %s without a warning, with every line at its time',
    (format) => {
      const { cues, warnings } = throughFfmpeg(
        format,
        print(format, format === 'ass' ? SONG : WITHOUT_BRACES),
      );
      expect(warnings).toBe('');
      const shown = (rows: readonly string[]) =>
        rows.join(' ').replace(/<[^>]*>|\{[^}]*\}|[\u202b\u202c]/g, '');
      const words = cues.map(([, ...rows]) => shown(rows));
      expect(words).toEqual([
        'Salt on the railing',
        '海の上で 🌊🏴‍☠️',
        'שלום, עולם!',
        'Both at once',
        ...(format === 'ass' ? ['(both) (at) once /N'] : []),
        'Carry me over',
      ]);
      const starts = cues.map(([times]) => times?.split(' --> ')[0]);
      const carried = format === 'lrc' || format === 'ass' ? '00:01:00,000' : '00:00:59,999';
      expect(starts).toEqual([
        '00:00:01,000',
        '00:00:03,000',
        '00:00:05,000',
        '00:00:09,000',
        ...(format === 'ass' ? ['00:00:09,000'] : []),
        carried,
      ]);
    },
  );

  it('reads SubRip lines that begin at once as rows of one cue', () => {
    const lines = SONG.lines.map((line) => ({ ...line, text: line.text.replace(/[{}\\]/g, '') }));
    const { cues, warnings } = throughFfmpeg('srt', print('srt', { ...SONG, lines }));
    expect(warnings).toBe('');
    expect(cues[3]?.map((row) => row.trimEnd())).toEqual([
      '00:00:09,000 --> 00:00:11,000',
      '- Both at once',
      '- (both) at once N',
    ]);
  });
});
