import type { LyricsLine, LyricsLineKind, LyricsWord } from '@shared/model';
import { parsedLyrics, tidyLines, type LyricsDocument, type ParsedLyrics } from './lyrics-document';
import { piecesOf } from './line-text';

/** The program's own format, which loses nothing; docs/LYRICS-FILES.md is its schema. */

const FORMAT = 'flowshelf-lyrics';
const VERSION = 1;
const KINDS: readonly LyricsLineKind[] = ['sung', 'section', 'instruction', 'blank'];

// ------------------------------------------------------------------------------------------------------- printing

function printWords(line: LyricsLine): object[] {
  if (line.words.length === 0) return [];
  const pieces = piecesOf(line);
  return line.words.map((word, index) => ({
    at: word.at,
    text: pieces[index]?.text ?? '',
    startMs: word.startMs,
    endMs: word.endMs,
  }));
}

/** Everything, with two spaces of indentation and a newline at the end. */
export function printLyricsJson(document: LyricsDocument): string {
  const { title, durationMs, model, clipId, createdAt, text, lines } = document;
  const content = {
    format: FORMAT,
    version: VERSION,
    title,
    durationMs,
    model,
    clipId,
    createdAt: createdAt === null ? null : new Date(createdAt).toISOString(),
    text,
    lines: tidyLines(lines).map((line) => ({
      kind: line.kind,
      text: line.text,
      startMs: line.startMs,
      endMs: line.endMs,
      words: printWords(line),
    })),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

// -------------------------------------------------------------------------------------------------------- parsing

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function asNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function readWord(value: unknown): LyricsWord[] {
  const fields = fieldsOf(value);
  const at = asNumber(fields.at);
  const startMs = asNumber(fields.startMs);
  const isWhole = at !== null && Number.isSafeInteger(at);
  return isWhole && startMs !== null ? [{ at, startMs, endMs: asNumber(fields.endMs) }] : [];
}

function readLine(value: unknown): LyricsLine[] {
  const fields = fieldsOf(value);
  const text = asText(fields.text);
  const kind = KINDS.find((each) => each === fields.kind);
  if (text === null || kind === undefined) return [];
  const startMs = asNumber(fields.startMs);
  return [
    { kind, text, startMs, endMs: asNumber(fields.endMs), words: asList(fields.words).flatMap(readWord) },
  ];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function readInstant(value: unknown): number | null {
  const at = Date.parse(asText(value) ?? '');
  return Number.isNaN(at) ? null : at;
}

/** Whether a text is of this format, in a version that can be read. */
export function isLyricsJson(text: string): boolean {
  const { format, version } = fieldsOf(parseJson(text));
  return format === FORMAT && version === VERSION;
}

/** Reads this program's JSON; no lines where it is something else. Values that are not valid count as unknown. */
export function parseLyricsJson(text: string): ParsedLyrics {
  const fields = fieldsOf(parseJson(text.replace(/^\ufeff/, '')));
  if (fields.format !== FORMAT || fields.version !== VERSION) return parsedLyrics([]);
  const told = {
    title: asText(fields.title),
    durationMs: asNumber(fields.durationMs),
    model: asText(fields.model),
    clipId: asText(fields.clipId),
    createdAt: readInstant(fields.createdAt),
    text: asText(fields.text),
  };
  return parsedLyrics(asList(fields.lines).flatMap(readLine), told);
}
