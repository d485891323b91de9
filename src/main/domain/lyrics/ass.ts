import type { LyricsLine, LyricsWord } from '@shared/model';
import { clockMs, clockTime, cueTimes, wordsInSteps, type CueTimes } from './cues';
import {
  joinPieces,
  onOneLine,
  piecesOf,
  withDirectionMarks,
  withoutDirectionMarks,
  type RawPiece,
} from './line-text';
import { classifyLine, LINE_BREAK } from '@shared/lyrics-lines';
import {
  cueLines,
  inOrderOfTime,
  lineAsText,
  parsedLyrics,
  type LyricsDocument,
  type ParsedLyrics,
} from './lyrics-document';

/** Advanced SubStation Alpha: subtitles with styles, and with `\k`, which fills in the words as they are sung. */

/** Times are told in hundredths of a second. */
const STEP_MS = 10;

// ------------------------------------------------------------------------------------------------------- printing

/** White letters (secondary) that become yellow (primary) as they are sung, at the bottom of a full HD picture. */
const STYLES = `[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Lyrics,Arial,72,&H0000D7FF,&H00FFFFFF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,1,2,80,80,80,1
Style: Section,Arial,48,&H00C0C0C0,&H00C0C0C0,&H00000000,&H80000000,0,1,0,0,100,100,0,0,1,2,1,8,80,80,80,1`;

const EVENT_FORMAT = 'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text';

/** Braces would begin an override, and a backslash a line break; there is no escape that all programs know. */
function safeText(text: string): string {
  return text
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .replace(/\\(?=[Nnh])/g, '/');
}

function karaoke(words: readonly LyricsWord[], line: LyricsLine, times: CueTimes): string {
  let sungUntilMs = times.startMs;
  const part = (endMs: number, text: string): string => {
    const length = Math.max(0, endMs - sungUntilMs) / STEP_MS;
    sungUntilMs = Math.max(sungUntilMs, endMs);
    return `{\\k${length}}${text}`;
  };
  return piecesOf({ ...line, words })
    .map(({ text, startMs, endMs }, index) => {
      const gap = startMs > sungUntilMs ? part(startMs, '') : '';
      return `${gap}${part(endMs ?? words[index + 1]?.startMs ?? times.endMs, safeText(text))}`;
    })
    .join('');
}

function printCue(line: LyricsLine, times: CueTimes): string {
  const words = wordsInSteps(line.words, times, STEP_MS);
  const text = words.length === 0 ? safeText(line.text) : karaoke(words, line, times);
  return printEvent('Dialogue', times, 'Lyrics', withDirectionMarks(text, line.text));
}

function printEvent(kind: 'Dialogue' | 'Comment', times: CueTimes, style: string, text: string): string {
  const [start, end] = [times.startMs, times.endMs].map((ms) => clockTime(ms, '.', 2, 1));
  return `${kind}: 0,${start},${end},${style},,0,0,0,,${text}`;
}

function printEvents(lines: readonly LyricsLine[], durationMs: number | null): string[] {
  const cues = cueTimes(
    lines.filter((line) => line.startMs !== null),
    durationMs,
    STEP_MS,
  );
  let next = 0;
  return lines.map((line) => {
    const isTimed = line.startMs !== null;
    const cue = cues[next] ?? cues.at(-1) ?? { startMs: 0, endMs: 0 };
    if (isTimed) {
      next += 1;
      return printCue(line, cue);
    }
    // Programs that sort events by their times leave a comment in front of the line that it belongs to.
    return printEvent(
      'Comment',
      { startMs: cue.startMs, endMs: cue.startMs },
      'Section',
      safeText(lineAsText(line)),
    );
  });
}

function printFacts({ model, clipId, createdAt }: LyricsDocument): string[] {
  return [
    ...(model === null ? [] : [`; Model: ${onOneLine(model)}`]),
    ...(clipId === null ? [] : [`; Clip: ${onOneLine(clipId)}`]),
    ...(createdAt === null ? [] : [`; Created: ${new Date(createdAt).toISOString()}`]),
  ];
}

/**
 * An event for every sung line that has a start, with `\k` where its words have times of their own; ends as `cueTimes`
 * says. Labels, instructions and blank lines are comments, which nobody is shown. Words from right to left stand between
 * direction marks. Empty when no line has a time.
 */
export function printAss(document: LyricsDocument): string {
  const lines = cueLines(document.lines);
  if (lines.length === 0) return '';
  const title = onOneLine(document.title ?? '');
  return [
    '[Script Info]',
    '; Written by Flowshelf',
    ...printFacts(document),
    ...(title === '' ? [] : [`Title: ${title}`]),
    'ScriptType: v4.00+',
    'WrapStyle: 0',
    'ScaledBorderAndShadow: yes',
    'PlayResX: 1920',
    'PlayResY: 1080',
    '',
    STYLES,
    '',
    '[Events]',
    EVENT_FORMAT,
    ...printEvents(lines, document.durationMs),
    '',
  ].join('\n');
}

// -------------------------------------------------------------------------------------------------------- parsing

const TIME = /^\s*(\d{1,6}):(\d{1,2}):(\d{1,2})(?:[.:](\d{1,3}))?\s*$/;
const OVERRIDE_OR_TEXT = /\{([^{}]*)\}|[^{]+|\{/g;
const KARAOKE = /\\(?:kf|ko|K|k)\s*(\d{1,7}(?:\.\d{1,3})?)/g;

function readTime(text: string | undefined): number | null {
  const match = TIME.exec(text ?? '');
  return match === null ? null : clockMs(match[1], match[2], match[3], match[4]);
}

/** The words with the times that the lengths of `\k` come to; other overrides are taken out. */
function readPieces(raw: string, startMs: number, endMs: number | null): RawPiece[] {
  const pieces: { text: string; startMs: number | null }[] = [{ text: '', startMs: null }];
  let beginsMs = startMs;
  let endsMs = startMs;
  for (const [whole, override] of raw.matchAll(OVERRIDE_OR_TEXT)) {
    const latest = pieces.at(-1);
    if (override === undefined && latest !== undefined) latest.text += whole.replace(/\\[Nnh]/g, ' ');
    for (const [, length] of (override ?? '').matchAll(KARAOKE)) {
      beginsMs = endsMs;
      endsMs += Math.round(Number(length) * STEP_MS);
      pieces.push({ text: '', startMs: beginsMs });
    }
  }
  const isCutShort = pieces.length > 1 && endMs !== null && endsMs < endMs;
  return isCutShort ? [...pieces, { text: '', startMs: endsMs }] : pieces;
}

/** What stands under each name of the `Format:` line; the last one, the text, may have commas. */
function fieldsOf(names: readonly string[], values: string): Map<string, string> {
  const fields = new Map<string, string>();
  let rest = values;
  for (const name of names.slice(0, -1)) {
    const comma = rest.indexOf(',');
    if (comma < 0) return fields;
    fields.set(name, rest.slice(0, comma).trim());
    rest = rest.slice(comma + 1);
  }
  return fields.set(names.at(-1) ?? '', rest);
}

function readDialogue(fields: ReadonlyMap<string, string>): LyricsLine | null {
  const startMs = readTime(fields.get('start'));
  const text = fields.get('text');
  if (startMs === null || text === undefined) return null;
  const endMs = readTime(fields.get('end'));
  const joined = joinPieces(readPieces(withoutDirectionMarks(text.trim()), startMs, endMs));
  const line = classifyLine(joined.text);
  return line.kind === 'blank' ? null : { ...line, startMs, endMs, words: joined.words };
}

/** Comments of ours are labels and blank lines; those of others are notes to people. */
function readComment(fields: ReadonlyMap<string, string>): LyricsLine | null {
  if (fields.get('style') !== 'Section') return null;
  const line = classifyLine(fields.get('text') ?? '');
  return line.kind === 'sung' ? null : line;
}

/**
 * Reads the events of SubStation Alpha (`.ass`, `.ssa`) with any line ends and any order of fields: karaoke lengths become
 * the times of words, other overrides are taken out, line breaks within an event become spaces; never throws.
 */
export function parseAss(text: string): ParsedLyrics {
  const lines: LyricsLine[] = [];
  let names = EVENT_FORMAT.slice('Format:'.length)
    .split(',')
    .map((name) => name.trim().toLowerCase());
  let section = '';
  let title: string | null = null;
  for (const raw of text.replace(/^\ufeff/, '').split(LINE_BREAK)) {
    const heading = /^\s*\[([^[\]]*)\]\s*$/.exec(raw);
    if (heading !== null) section = (heading[1] ?? '').toLowerCase();
    const colon = raw.indexOf(':');
    const [name, value] = [raw.slice(0, Math.max(0, colon)).trim().toLowerCase(), raw.slice(colon + 1)];
    if (section === 'script info' && name === 'title') title = value.trim() === '' ? null : value.trim();
    if (section !== 'events') continue;
    if (name === 'format') names = value.split(',').map((each) => each.trim().toLowerCase());
    const fields = name === 'dialogue' || name === 'comment' ? fieldsOf(names, value) : null;
    const line = fields === null ? null : name === 'dialogue' ? readDialogue(fields) : readComment(fields);
    if (line !== null) lines.push(line);
  }
  return parsedLyrics(inOrderOfTime(lines), { title });
}
