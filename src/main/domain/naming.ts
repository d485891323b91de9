/**
 * Names of folders and files made from titles, and titles made fit for showing and sorting. A title is hostile until it
 * has gone through `fileStem`: what comes out names one file on Linux, macOS and Windows and cannot leave its folder.
 */

/** The longest ending that is ever put behind a stem: the unfinished audio file. */
const LONGEST_ENDING = '.audio.part'.length;
/** Bytes of UTF-8 that a name may have. File systems take 255; the rest is room for " (2)" and the like. */
const MAX_NAME_BYTES = 240;
/** Characters (UTF-16 units, as Windows counts) of `<folder>/<stem>.audio.part`, relative to the library folder. */
const MAX_PATH_CHARACTERS = 180;
const ID_CHARACTERS = 8;
/** A whole UUID. */
const MAX_ID_CHARACTERS = 36;
/** A folder is its stem, a space, and the id in brackets. */
const FOLDER_EXTRA = ID_CHARACTERS + ' []'.length;
/** The stem stands in the path twice: in the folder's name and in the file's. */
const MAX_STEM_CHARACTERS = Math.floor((MAX_PATH_CHARACTERS - FOLDER_EXTRA - 1 - LONGEST_ENDING) / 2);
const MAX_STEM_BYTES = MAX_NAME_BYTES - LONGEST_ENDING;
/** Nothing behind this is looked at, so that no title, however long, costs time. */
const MAX_INPUT = 4_096;
const MAX_TITLE_CHARACTERS = 300;
const MAX_COUNTED_NAMES = 10_000;

/** What a song without a title and words is called: the same in every language, for it stands in names and files. */
const UNTITLED = 'Untitled';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const encoder = new TextEncoder();

function byteLength(text: string): number {
  return encoder.encode(text).length;
}

// ------------------------------------------------------------------------------------------------------- cutting

interface Room {
  /** UTF-16 units. */
  readonly characters: number;
  /** UTF-8 bytes. */
  readonly bytes: number;
}

function isWithin(text: string, room: Room): boolean {
  return text.length <= room.characters && byteLength(text) <= room.bytes;
}

function takeWhole(pieces: Iterable<string>, room: Room): string {
  let taken = '';
  for (const piece of pieces) {
    if (!isWithin(taken + piece, room)) break;
    taken += piece;
  }
  return taken;
}

function* graphemesOf(text: string): Generator<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}

/**
 * As much of the text's beginning as there is room for, cut between characters as people see them; between code points
 * only where the very first of them (a letter under a hundred accents) has no room.
 */
function cut(text: string, room: Room): string {
  if (isWithin(text, room)) return text;
  return takeWhole(graphemesOf(text), room) || takeWhole(text, room);
}

// ---------------------------------------------------------------------------------------------------- file names

/** Cannot be seen and can deceive: halves of surrogate pairs, direction and zero-width marks, private and no characters. */
const INVISIBLE = /[\p{Cs}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
const BLANK = /[\p{Cc}\s\u2800]+/gu;
/** What would separate folders, drives and streams becomes a dash, the other characters Windows forbids a space. */
const SEPARATOR = /[/\\|:]/g;
const FORBIDDEN = /[<>"?*]/g;
const OUTER_DOTS = /^[ .]+|[ .]+$/g;

/** Windows opens a device for these names whatever ending they have; superscript digits count as digits there. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)/iu;

function withoutForbidden(title: string): string {
  return (
    title
      .slice(0, MAX_INPUT)
      // Control characters before invisible ones: a line break or a tab parts words.
      .replace(BLANK, ' ')
      .replace(INVISIBLE, '')
      .normalize('NFC')
      .replace(SEPARATOR, '-')
      .replace(FORBIDDEN, ' ')
      .replace(/ +/g, ' ')
  );
}

function tidied(text: string, room: Room): string {
  // What begins with dashes reads as an option to many programs; dots at the front hide a file.
  const short = cutClean(text.replace(/^[ .-]+/, ''), room);
  if (short === '') return UNTITLED;
  return DEVICE.test(short)
    ? `_${cutClean(short, { characters: room.characters - 1, bytes: room.bytes - 1 })}`
    : short;
}

/** What is left at the end by a cut may be a dot that was none at the end before. */
function cutClean(text: string, room: Room): string {
  return cut(text, room).replace(OUTER_DOTS, '');
}

/**
 * The name, without an ending, of a file for this title: NFC, nothing invisible, nothing that a file system or another
 * program reads as more than a name, at most 229 bytes and 78 UTF-16 units, so that `<stem>.audio.part` stays within
 * 240 bytes and its path in the library within 180 characters. Never empty; naming a name again changes nothing.
 */
export function fileStem(title: string): string {
  return tidied(withoutForbidden(title), { characters: MAX_STEM_CHARACTERS, bytes: MAX_STEM_BYTES });
}

/**
 * The text in small letters, the same for every case in which it may be written: the way over capitals and back brings
 * ſ, ß, ẞ, ς and ı to the letters that they share a capital with.
 */
export function foldCase(text: string): string {
  return text.toLowerCase().toUpperCase().toLowerCase();
}

/**
 * Equal for two names whenever a file system that ignores case, normalises, or drops dots and spaces at the end might
 * take them for one. For comparing only; never a name itself.
 */
export function nameKey(name: string): string {
  return foldCase(name.replace(INVISIBLE, '').normalize('NFKD')).replace(/[ .]+$/, '');
}

function safeId(clipId: string): string {
  const safe = clipId.slice(0, MAX_INPUT).replace(/[^A-Za-z0-9_-]/g, '');
  return safe === '' ? 'clip' : safe;
}

function* idsToTry(clipId: string): Generator<string> {
  const id = safeId(clipId);
  const longest = id.slice(0, MAX_ID_CHARACTERS);
  for (const length of [ID_CHARACTERS, 12, 16, 24, MAX_ID_CHARACTERS]) yield id.slice(0, length);
  for (let count = 2; count <= MAX_COUNTED_NAMES; count += 1) yield `${longest}-${count}`;
}

/**
 * The folder of a song: `<stem> [<first 8 of the clip id>]`. Where that name is taken (`isTaken` is asked with the name's
 * key) more of the id is shown, then a count is put behind it; the stem gives way, so that the limits of `fileStem` hold
 * for every such name. Characters of the id other than letters, digits, `-` and `_` are left out.
 *
 * @throws RangeError when ten thousand names are taken.
 */
export function songFolderName(
  title: string,
  clipId: string,
  isTaken: (key: string) => boolean,
): { readonly name: string; readonly key: string } {
  const stem = fileStem(title);
  for (const id of idsToTry(clipId)) {
    const ending = ` [${id}]`;
    const pathRest = ending.length + 1 + stem.length + LONGEST_ENDING;
    const room = { characters: MAX_PATH_CHARACTERS - pathRest, bytes: MAX_NAME_BYTES - ending.length };
    const name = `${tidied(stem, room)}${ending}`;
    const key = nameKey(name);
    if (!isTaken(key)) return { name, key };
  }
  throw new RangeError('Every name for this folder is taken.');
}

// -------------------------------------------------------------------------------------------------- titles to show

/** Marks that turn the direction of everything behind them; the plain ones (LRM, RLM) only help and stay. */
const DIRECTION_OVERRIDE = /[\u202a-\u202e\u2066-\u2069]/gu;
const SEEN = /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\s\u2800]/u;

function asTitle(text: string | null): string | null {
  if (text === null) return null;
  const clean = text
    .slice(0, MAX_INPUT)
    .replace(/\p{Cs}/gu, '')
    .replace(DIRECTION_OVERRIDE, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (!SEEN.test(clean)) return null;
  const limit = { characters: MAX_TITLE_CHARACTERS, bytes: Infinity };
  if (isWithin(clean, limit)) return clean;
  return `${cut(clean, { ...limit, characters: MAX_TITLE_CHARACTERS - 1 }).trimEnd()}…`;
}

/**
 * What a clip is called in lists: its title, else its first words, else `Untitled` and the beginning of its id. Never
 * empty, one line, white space collapsed, at most 300 UTF-16 units; marks that would turn the text around it are gone.
 */
export function displayTitle(title: string | null, firstWords: string | null, clipId: string): string {
  return asTitle(title) ?? asTitle(firstWords) ?? `${UNTITLED} ${safeId(clipId).slice(0, ID_CHARACTERS)}`;
}

const DIGITS_IN_KEY = 12;

/**
 * Sort key of a title, to be compared unit by unit: accents and case do not count in any script, and numbers go by their
 * value ("Song 2" before "Song 10") up to twelve digits. Titles that look alike to a person share a key.
 */
export function titleKey(title: string): string {
  return foldTitle(title).replace(/\p{Nd}+/gu, (digits) => digits.padStart(DIGITS_IN_KEY, '0'));
}

/** A title as it is typed without care for accents, case and spaces: what typed letters are compared with. */
export function foldTitle(title: string): string {
  return foldCase(title.replace(INVISIBLE, '').normalize('NFKD'))
    .replace(/\p{Script=Inherited}/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

// -------------------------------------------------------------------------------------------------- export names

/** What a name pattern can speak of. */
export interface ExportNameParts {
  readonly title: string;
  readonly clipId: string;
  readonly model: string | null;
  /** Milliseconds since the epoch; null when unknown. */
  readonly createdAt: number | null;
  /** Position of the song in the export, from 1. */
  readonly number: number;
}

function isoDate(at: number | null): string {
  const date = new Date(at ?? NaN);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

function fillPattern(pattern: string, parts: ExportNameParts): string {
  return pattern.replace(/\{(\w{1,10})\}/g, (literal, key: string) => {
    switch (key) {
      case 'title':
        return parts.title;
      case 'id':
        return safeId(parts.clipId);
      case 'model':
        return parts.model ?? '';
      case 'date':
        return isoDate(parts.createdAt);
      case 'number':
        return String(parts.number).padStart(3, '0');
      default:
        return literal;
    }
  });
}

function hasEmptyPart(pattern: string, { model, createdAt }: ExportNameParts): boolean {
  const hasNoModel = pattern.includes('{model}') && (model ?? '').trim() === '';
  return hasNoModel || (pattern.includes('{date}') && isoDate(createdAt) === '');
}

/** Drops what an empty part leaves behind: empty brackets, and dashes with nothing in front or behind. */
function withoutLeftovers(name: string): string {
  return name
    .slice(0, MAX_INPUT)
    .replace(/\( ?\)|\[ ?\]/g, '')
    .replace(/ {2,}/g, ' ')
    .replace(/^[ _.-]+|[ _.-]+$/g, '');
}

/**
 * The name, without an ending, of an exported file: the pattern with `{title}`, `{id}` (the whole clip id), `{model}`,
 * `{date}` (of creation, `YYYY-MM-DD` in UTC) and `{number}` (three digits) filled in. Other braces stay as they are.
 * A long title is cut first, so that what the pattern puts behind it is kept. The result obeys `fileStem`.
 */
export function exportStem(pattern: string, parts: ExportNameParts): string {
  const frame = withoutForbidden(fillPattern(pattern, { ...parts, title: '' }));
  const room = {
    characters: Math.max(ID_CHARACTERS, MAX_STEM_CHARACTERS - frame.length),
    bytes: Math.max(ID_CHARACTERS, MAX_STEM_BYTES - byteLength(frame)),
  };
  const title = cut(fileStem(parts.title), room).replace(OUTER_DOTS, '');
  const name = fillPattern(pattern, { ...parts, title });
  return fileStem(hasEmptyPart(pattern, parts) ? withoutLeftovers(name) : name);
}
