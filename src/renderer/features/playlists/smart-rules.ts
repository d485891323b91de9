import { printDateSpan, parseDateSpan, type CalendarDate, type DateSpan } from '@shared/song-query/date-span';
import {
  MAX_LIMIT,
  SONG_PARTS,
  type PlacedFilter,
  type SongFilter,
  type SongPart,
} from '@shared/song-query/filters';
import { parseLengthSpan, printLengthSpan } from '@shared/song-query/length-span';
import { parseSongQuery } from '@shared/song-query/parse';
import { quote, readPieces, unquote } from '@shared/song-query/pieces';

/*
 * The rules of a smart playlist are a view of the text of a search: each is a piece of it. A text that says more than rules can
 * is left as it is.
 */

export const RULE_KINDS = [
  'model',
  'words',
  'prompt',
  'title',
  'anywhere',
  'created',
  'recent',
  'longer',
  'shorter',
  'has',
  'hasNot',
  'rating',
  'favourite',
  'tag',
  'neverPlayed',
  'playedSince',
] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

export const TIME_UNITS = ['d', 'w', 'm', 'y'] as const;
export type TimeUnitSign = (typeof TIME_UNITS)[number];

/** One thing that has to be true of a song, as it is filled in: what is missing yet is an empty text. */
export interface Rule {
  readonly kind: RuleKind;
  /** A text, a model, a part of a song, a length, a number of stars, a number of units, the first day: `2026-05-01`. */
  readonly value: string;
  /** The last day, of `created`; the unit, of what happened lately. */
  readonly second: string;
}

/** What a text says, as rules. */
export interface SmartRules {
  readonly rules: readonly Rule[];
  /** One of the rules is enough; else all of them have to be true. */
  readonly isAnyEnough: boolean;
  /** Songs at most; null: all. */
  readonly limit: number | null;
}

/** A rule of a kind as it begins. */
export function newRule(kind: RuleKind): Rule {
  switch (kind) {
    case 'has':
    case 'hasNot':
      return { kind, value: 'video', second: '' };
    case 'rating':
      return { kind, value: '4', second: '' };
    case 'recent':
      return { kind, value: '30', second: 'd' };
    case 'playedSince':
      return { kind, value: '1', second: 'm' };
    case 'longer':
    case 'shorter':
      return { kind, value: '3:00', second: '' };
    default:
      return { kind, value: '', second: '' };
  }
}

// ------------------------------------------------------------------------------------------------------- printing

/** The rules as the text of a search; null while one of them is not filled in. */
export function printRules({ rules, isAnyEnough, limit }: SmartRules): string | null {
  const pieces = rules.map((rule) => printRule(rule, isAnyEnough));
  if (pieces.includes(null)) return null;
  return [...pieces, isAnyEnough ? MATCH_ANY : null, limit === null ? null : `limit:${limit}`]
    .filter((piece) => piece !== null)
    .join(' ');
}

/**
 * Null while it is not filled in, or cannot be understood.
 *
 * @param isOneOfSeveral it need not be true where another rule is: what is searched for as such always has to be there
 */
export function printRule({ kind, value, second }: Rule, isOneOfSeveral = false): string | null {
  const text = value.trim();
  switch (kind) {
    case 'model':
    case 'words':
    case 'prompt':
    case 'title':
    case 'tag':
      return text === '' ? null : `${kind}:${quote(text)}`;
    case 'anywhere':
      if (text === '') return null;
      return isOneOfSeveral ? `text:${quote(text)}` : printAnywhere(text);
    case 'created':
      return printCreated(text, second.trim());
    case 'recent':
      return printWithin('created', text, second);
    case 'playedSince':
      return printWithin('played', text, second);
    case 'longer':
    case 'shorter': {
      const span = parseLengthSpan(`${kind === 'longer' ? '>' : '<'}${text}`);
      return span === null ? null : `length:${printLengthSpan(span)}`;
    }
    case 'has':
      return `has:${text}`;
    case 'hasNot':
      return `-has:${text}`;
    case 'rating':
      return `rating:>=${text}`;
    case 'favourite':
      return 'is:favourite';
    case 'neverPlayed':
      return 'played:never';
  }
}

/** What keeps a rule from being one, by what there is to say about it. */
export type RuleFault = 'model' | 'text' | 'days' | 'year' | 'count' | 'length';

export interface PlacedFault {
  readonly fault: RuleFault;
  /** The value that it is about. */
  readonly of: 'value' | 'second';
}

/** Why a rule cannot be printed, and which of its values is to be put right; null where it can. */
export function faultOf(rule: Rule): PlacedFault | null {
  if (printRule(rule) !== null) return null;
  switch (rule.kind) {
    case 'model':
      return { fault: 'model', of: 'value' };
    case 'recent':
    case 'playedSince':
      return { fault: 'count', of: 'value' };
    case 'longer':
    case 'shorter':
      return { fault: 'length', of: 'value' };
    case 'created': {
      const [from, to] = [rule.value.trim(), rule.second.trim()];
      if (from === '' && to === '') return { fault: 'days', of: 'value' };
      return { fault: 'year', of: from === '' || parseDateSpan(from) !== null ? 'second' : 'value' };
    }
    default:
      return { fault: 'text', of: 'value' };
  }
}

/** A word that would be read as something else is written in quotes. */
function printAnywhere(text: string): string {
  const { text: read, filters, problems } = parseSongQuery(text);
  const isPlain = read === text && filters.length === 0 && problems.length === 0;
  return isPlain && quote(text) === text ? text : `"${text.replaceAll('"', '""')}"`;
}

function printWithin(name: string, count: string, unit: string): string | null {
  return /^[1-9]\d{0,2}$/.test(count) ? `${name}:${count}${unit}` : null;
}

function printCreated(from: string, to: string): string | null {
  if (from === '' && to === '') return null;
  const typed = from === '' ? `<=${to}` : to === '' ? `>=${from}` : from === to ? from : `${from}..${to}`;
  const span = parseDateSpan(typed);
  return span === null ? null : `created:${printDateSpan(span)}`;
}

// -------------------------------------------------------------------------------------------------------- reading

/** The rules that a text is made of; null where it says what no rule can. */
export function readRules(text: string): SmartRules | null {
  const rules: Rule[] = [];
  let limit: number | null = null;
  const pieces = readPieces(text).map(({ range }) => text.slice(range.start, range.end));
  const isAnyEnough = pieces.some(isMatchAny);
  for (const piece of pieces) {
    if (isMatchAny(piece)) continue;
    const found = readLimit(piece);
    if (found !== null) {
      limit = Math.min(found, limit ?? MAX_LIMIT);
      continue;
    }
    const rule = readMark(piece) ?? (isAnyEnough ? readText(piece) : null) ?? readPiece(piece);
    // A rule that would be written with another meaning is none.
    if (rule === null || printRule(rule) === null) return null;
    // A word has to be there whatever else is true.
    if (isAnyEnough && rule.kind === 'anywhere' && readText(piece) === null) return null;
    rules.push(rule);
  }
  return { rules, isAnyEnough, limit };
}

const MATCH_ANY = 'match:any';

function isMatchAny(piece: string): boolean {
  return piece.toLowerCase() === MATCH_ANY;
}

/** What is to be anywhere, as a filter. */
function readText(piece: string): Rule | null {
  const typed = /^text:(.+)$/is.exec(piece)?.[1];
  const plain = typed === undefined ? '' : unquote(typed);
  return plain.trim() === plain && plain !== '' && typed === quote(plain)
    ? { kind: 'anywhere', value: plain, second: '' }
    : null;
}

function readLimit(piece: string): number | null {
  const [filter, ...others] = parseSongQuery(piece).filters;
  if (filter?.kind !== 'limit' || others.length > 0) return null;
  return Math.min(...filter.values);
}

/** What the user has marked, and what was played. */
function readMark(piece: string): Rule | null {
  const lower = piece.toLowerCase();
  if (lower === 'is:favourite') return newRule('favourite');
  if (lower === 'played:never') return newRule('neverPlayed');
  const stars = /^rating:>=([1-5])$/.exec(lower)?.[1];
  if (stars !== undefined) return { kind: 'rating', value: stars, second: '' };
  const [, count, unit] = /^played:([1-9]\d{0,2})([dwmy])$/.exec(lower) ?? [];
  if (count !== undefined && unit !== undefined) return { kind: 'playedSince', value: count, second: unit };
  const tag = /^tag:(.+)$/is.exec(piece)?.[1];
  const plain = tag === undefined ? '' : unquote(tag);
  // Several values mean any of them.
  return plain !== '' && tag === quote(plain) ? { kind: 'tag', value: plain, second: '' } : null;
}

function readPiece(piece: string): Rule | null {
  const { text, filters, problems } = parseSongQuery(piece);
  const [filter, ...others] = filters;
  if (problems.length > 0 || others.length > 0) return null;
  if (filter !== undefined) return text === '' ? ruleOf(filter) : null;
  const plain = unquote(text);
  return plain.trim() === plain && plain !== '' && printAnywhere(plain) === text
    ? { kind: 'anywhere', value: plain, second: '' }
    : null;
}

function ruleOf(filter: PlacedFilter): Rule | null {
  if (filter.values.length !== 1) return null;
  if (filter.isNegated) return filter.kind === 'has' ? partRule('hasNot', filter.values[0]) : null;
  switch (filter.kind) {
    case 'model':
      return valueRule(filter.kind, filter.values[0] ?? '');
    case 'words':
    case 'prompt':
    case 'title': {
      const raw = filter.values[0] ?? '';
      const plain = unquote(raw);
      return quote(plain) === raw ? valueRule(filter.kind, plain) : null;
    }
    case 'has':
      return partRule('has', filter.values[0]);
    case 'created':
      return createdRule(filter.values[0]);
    case 'length':
      return lengthRule(filter);
    default:
      return null;
  }
}

function valueRule(kind: RuleKind, value: string): Rule | null {
  return value.trim() === value && value !== '' ? { kind, value, second: '' } : null;
}

function partRule(kind: 'has' | 'hasNot', part: SongPart | undefined): Rule | null {
  return part !== undefined && SONG_PARTS.includes(part) ? { kind, value: part, second: '' } : null;
}

function lengthRule(filter: Extract<SongFilter, { readonly kind: 'length' }>): Rule | null {
  const [span] = filter.values;
  if (span?.kind !== 'compare') return null;
  const length = printLengthSpan({ kind: 'at', point: span.point });
  if (span.comparison === '>') return { kind: 'longer', value: length, second: '' };
  return span.comparison === '<' ? { kind: 'shorter', value: length, second: '' } : null;
}

function createdRule(span: DateSpan | undefined): Rule | null {
  switch (span?.kind) {
    case 'within':
      return { kind: 'recent', value: String(span.count), second: span.unit.charAt(0) };
    case 'at':
      return createdBetween(span.point, span.point);
    case 'between':
      return createdBetween(span.first, span.last);
    case 'compare':
      if (span.comparison === '>=') return createdBetween(span.point, null);
      return span.comparison === '<=' ? createdBetween(null, span.point) : null;
    default:
      return null;
  }
}

/** Whole months and years are said by their text alone. */
function createdBetween(from: CalendarDate | null, to: CalendarDate | null): Rule | null {
  if (from?.day === null || to?.day === null) return null;
  const day = (date: CalendarDate | null) =>
    date === null ? '' : printDateSpan({ kind: 'at', point: date });
  return { kind: 'created', value: day(from), second: day(to) };
}
