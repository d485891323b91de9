import { describe, expect, it } from 'vitest';
import type { LyricsFormat, LyricsLine } from '@shared/model';
import { LYRICS_FILE_KINDS } from '../../../src/main/domain/lyrics/lyrics-formats';
import { BLANK, section, sung, word } from './documents';

/** Files as they are found in the wild, and what is read of them. */

function read(format: LyricsFormat, text: string): readonly LyricsLine[] {
  return LYRICS_FILE_KINDS[format].parse?.(text).lines ?? [];
}

const AB = [word(0, 1_000), word(5, 1_500)];

describe('LRC', () => {
  it.each<[string, string, LyricsLine[]]>([
    ['no zero in front', '[0:1.5]a', [sung('a', 1_500)]],
    ['a comma', '[00:01,50]a', [sung('a', 1_500)]],
    ['a colon', '[00:01:50]a', [sung('a', 1_500)]],
    ['an offset', '[offset:500]\n[00:01.00]a\n[00:00.20]b', [sung('b', 0), sung('a', 500)]],
    ['an offset the other way', '[offset: -500]\n[00:01.00]a', [sung('a', 1_500)]],
    ['an offset behind the lines', '[00:01.00]a\n[offset:+500]', [sung('a', 500)]],
    ['several stamps', '[00:09.00][00:01.00]a', [sung('a', 1_000), sung('a', 9_000)]],
    ['several stamps and those of words', '[00:01.00][00:09.00]<00:01.00>Salt <00:01.50>on', [sung('Salt on', 1_000), sung('Salt on', 9_000)]],
    ['two languages', '[00:01.00]海\n[00:01.00]sea', [sung('海', 1_000), sung('sea', 1_000)]],
    ['A2', '[00:01.00]<00:01.00>Salt <00:01.50>on', [sung('Salt on', 1_000, null, AB)]],
    ['A2 with an end', '[00:01.00]<00:01.00>Salt <00:01.50>on<00:02.00>', [sung('Salt on', 1_000, 2_000, [word(0, 1_000), word(5, 1_500, 2_000)])]],
    ['A2 with ends of words', '[00:01.00]<00:01.00>Salt<00:01.20> <00:01.50>on', [sung('Salt on', 1_000, null, [word(0, 1_000, 1_200), word(5, 1_500)])]],
    ['A2 with spaces around', '[00:01.00] <00:01.00> Salt <00:01.50> on', [sung('Salt on', 1_000, null, AB)]],
    ['A2 without a stamp of the line', '<00:01.00>Salt <00:01.50>on', [sung('Salt on', 1_000, null, AB)]],
    ['words stamped as lines', '[00:01.00]Salt [00:01.50]on', [sung('Salt on', 1_000, null, AB)]],
    ['syllables', '[00:01.00]<00:01.00>Sal<00:01.50>ty', [sung('Salty', 1_000, null, [word(0, 1_000), word(3, 1_500)])]],
    ['stamps that fall', '[00:02.00]b\n[00:01.00]a', [sung('a', 1_000), sung('b', 2_000)]],
    ['an end by an empty stamp', '[00:01.00]a\n[00:03.00]', [sung('a', 1_000, 3_000)]],
    ['labels', '[Verse 1]\n[00:01.00]a\n[00:02.00]\n[00:03.00][Chorus]\n[00:03.00]b', [section('Verse 1'), sung('a', 1_000, 2_000), BLANK, section('Chorus'), sung('b', 3_000)]],
    ['tags alone', '[ti:x]\n[ar:y]', []],
  ])('with %s', (_, text, lines) => {
    for (const ends of ['\n', '\r\n', '\r']) expect(read('lrc', text.replaceAll('\n', ends))).toEqual(lines);
  }); // prettier-ignore

  it('gives title and length', () => {
    expect(LYRICS_FILE_KINDS.lrc.parse?.('[ti:Low Tide]\n[length: 3:02]\n[00:01.00]a')).toMatchObject({
      title: 'Low Tide',
      durationMs: 182_000,
    });
  });

  it('is printed with the stamps of words alone where they are wanted', () => {
    const document = {
      title: null,
      durationMs: 9_000,
      model: null,
      clipId: null,
      createdAt: null,
      text: null,
      lines: [sung('Salt  on', 12_050 - 10_000, 4_000, [word(0, 2_050), word(6, 2_500, 3_000)])],
    };
    expect(LYRICS_FILE_KINDS.lrc.print(document)).toBe('[length:00:09]\n[re:Flowshelf]\n[00:02.05]Salt on\n');
    expect(LYRICS_FILE_KINDS['lrc-words'].print(document)).toBe(
      '[length:00:09]\n[re:Flowshelf]\n[00:02.05]<00:02.05>Salt <00:02.50>on<00:03.00>\n',
    );
  });
});

describe('WebVTT', () => {
  it.each<[string, string, LyricsLine[]]>([
    ['names, settings, a style and a region', 'WEBVTT - x\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\nintro\n00:01.000 --> 00:02.000 align:start position:0%\nSalt\non', [sung('Salt on', 1_000, 2_000)]],
    ['tags and entities', 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Fred><c.loud>Salt</c> &amp; <i>on</i> &lt;3&#33;', [sung('Salt & on <3!', 1_000, 2_000)]],
    ['stamps of words within colours', 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nSalt <00:00:01.500><c>on</c>', [sung('Salt on', 1_000, 2_000, AB)]],
    ['notes of others', 'WEBVTT\n\nNOTE by me\n\nNOTE\nof two\nlines\n\n00:01.000 --> 00:02.000\na', [sung('a', 1_000, 2_000)]],
    ['notes of ours', 'WEBVTT\n\nNOTE [Verse 1]\n\n00:01.000 --> 00:02.000\na\n\nNOTE\n\n00:02.000 --> 00:03.000\nb', [section('Verse 1'), sung('a', 1_000, 2_000), BLANK, sung('b', 2_000, 3_000)]],
    ['no words', 'WEBVTT\n\n00:01.000 --> 00:02.000\n\n', []],
  ])('with %s', (_, text, lines) => {
    for (const ends of ['\n', '\r\n']) expect(read('vtt', `\ufeff${text.replaceAll('\n', ends)}`)).toEqual(lines);
  }); // prettier-ignore
});

const EVENTS = '[Script Info]\nTitle: Low Tide\n\n[Events]\n';

describe('ASS', () => {
  it.each<[string, string, LyricsLine[]]>([
    ['overrides and breaks', 'Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\an8\\b1}Salt\\Non,{\\b0} {note}and on', [sung('Salt on, and on', 1_000, 2_000)]],
    ['karaoke of every kind', 'Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\k20}Salt {\\kf30\\b1}{\\K10}on {\\ko40}the', [sung('Salt on the', 1_000, 2_000, [word(0, 1_000, 1_200), word(5, 1_500), word(8, 1_600)])]],
    ['other fields', 'Format: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,a, b', [sung('a, b', 1_000, 2_000)]],
    ['comments of others', 'Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,[x]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a', [sung('a', 1_000, 2_000)]],
    ['lines that are cut short', 'Dialogue: 0,0:00:01.00', []],
  ])('with %s', (_, text, lines) => {
    for (const ends of ['\n', '\r\n']) expect(read('ass', (EVENTS + text).replaceAll('\n', ends))).toEqual(lines);
  }); // prettier-ignore
});

describe('TTML', () => {
  const tt = (body: string) =>
    `<?xml version="1.0"?>\n<!-- <p begin="1s">no</p> -->\n<tt xmlns="http://www.w3.org/ns/ttml" xmlns:itunes="x"><head/><body dur="1:10.5">${body}</body></tt>`;
  it.each<[string, string, LyricsLine[]]>([
    ['Apple’s times and parts', '<div itunes:songPart="Verse"><p begin="1.000" end="2.000"><span begin="1.000" end="1.500">Salt</span> <span begin="1.500" end="2.000">on</span></p></div>', [section('Verse'), sung('Salt on', 1_000, 2_000, AB)]],
    ['minutes without hours', '<div><p begin="0:01.5" end="01:02.25">a</p></div>', [sung('a', 1_500, 62_250)]],
    ['offsets and lengths', "<div><p begin='1500ms' dur='2s'>a</p></div>", [sung('a', 1_500, 3_500)]],
    ['breaks, styles and entities', '<div><p begin="1s">a<br/>b <span tts:color="red">c</span> &amp; &#x6d77;<![CDATA[ <d>]]></p></div>', [sung('a b c & 海 <d>', 1_000)]],
    ['stanzas', '<div><p begin="1s">a</p></div><div><p begin="2s">b</p></div>', [sung('a', 1_000), BLANK, sung('b', 2_000)]],
    ['no division', '<p begin="1s">a</p>', [sung('a', 1_000)]],
    ['elements that are not closed', '<div><p begin="1s">a', [sung('a', 1_000)]],
    ['frames', '<div><p begin="00:00:01:12">a</p></div>', [sung('a', null)]],
  ])('with %s', (_, body, lines) => expect(read('ttml', tt(body))).toEqual(lines)); // prettier-ignore

  it('with prefixes', () => {
    expect(
      read('ttml', '<tt:tt><tt:body><tt:div><tt:p begin="1s">a</tt:p></tt:div></tt:body></tt:tt>'),
    ).toEqual([sung('a', 1_000)]);
  });
});

describe('SubRip', () => {
  it('with direction marks, which belong to no word', () => {
    const text = '1\n00:00:01,000 --> 00:00:02,000\n\u202bשלום, עולם!\u202c\n';
    expect(read('srt', text)).toEqual([sung('שלום, עולם!', 1_000, 2_000)]);
    expect(
      LYRICS_FILE_KINDS.srt.print({
        title: null,
        durationMs: null,
        model: null,
        clipId: null,
        createdAt: null,
        text: null,
        lines: read('srt', text),
      }),
    ).toBe(text);
  });
});

describe('JSON', () => {
  it('of others, of later versions and with values that are not valid', () => {
    expect(read('json', '{"lines":[{"kind":"sung","text":"a"}]}')).toEqual([]);
    expect(
      read('json', '{"format":"flowshelf-lyrics","version":2,"lines":[{"kind":"sung","text":"a"}]}'),
    ).toEqual([]);
    expect(
      read(
        'json',
        '{"format":"flowshelf-lyrics","version":1,"title":7,"lines":[null,7,{"kind":"x","text":"a"},{"kind":"sung","text":"a","startMs":"1","words":{}}]}',
      ),
    ).toEqual([sung('a', null)]);
    expect(read('json', '{')).toEqual([]);
  });
});

describe('automatic captions', () => {
  it('have a line of one space at the top of their cues, which ends nothing', () => {
    const [first, second] = read(
      'vtt',
      'WEBVTT\n\n00:00:00.160 --> 00:00:02.350\n \nhello<00:00:00.480><c> there</c>\n\n00:00:02.350 --> 00:00:02.360\nhello there\n',
    );
    expect([first?.text, first?.startMs, second?.startMs]).toEqual(['hello there', 160, 2_350]);
    expect(first?.words.map(({ startMs }) => startMs)).toEqual([160, 480]);
  });
});
