import type {
  ClipId,
  CountedPage,
  Lyrics,
  LyricsFormat,
  LyricsHit,
  LyricsLine,
  LyricsSearchRow,
  LyricsState,
  MarkedLine,
  Take,
  TakeRow,
  TextRange,
} from '@shared/model';
import { parseSongQuery } from '@shared/song-query/parse';
import type { ClipRepository, StoredClip } from '../db/clips';
import type { LyricsRepository } from '../db/lyrics';
import { findRanges, parseSearch, type SearchTerm } from '../domain/search-query';
import type { LyricsDocument } from '../domain/lyrics/lyrics-document';
import { LYRICS_FILE_KINDS, type LyricsPrintOptions } from '../domain/lyrics/lyrics-formats';
import { withOffset } from '@shared/lyrics-lines';
import { readLyrics } from '../domain/lyrics/reading';
import type { SelectSongs } from './select-songs';
import type { SelectionFilter, SongSelection } from './song-list';
import type { ListPart, SongListMaker, SongLists } from './song-lists';

/** The words of songs: to read, to follow, to search. */
export interface LyricsService {
  get(clipId: ClipId): Lyrics | null;
  /** The lines of a song in which something of a search stands, also the end of what begins in a line before. */
  hits(clipId: ClipId, search: string): readonly MarkedLine[];
  page(search: string, part: ListPart, signal: AbortSignal): Promise<CountedPage<LyricsSearchRow>>;
  /** How many songs a search finds, counted to the end. */
  count(search: string, signal: AbortSignal): Promise<number>;
  /** What may have been meant by a search that finds nothing; null when nothing near it is in the library. */
  correct(search: string, signal: AbortSignal): Promise<string | null>;
  /** The songs that sing the words of this one, itself among them, the oldest first. */
  takes(clipId: ClipId): readonly TakeRow[];
  /** These songs, and behind each those that sing the same words. */
  withTakes(clipIds: readonly ClipId[]): readonly ClipId[];
  /** The words in force of a stored clip and how they are read, shifted as they are shown, with what is known of the song. */
  document(clip: StoredClip): WordsDocument;
  /** The words of a song in a format; empty where that has nothing to say of them, or there is no such song. */
  print(clipId: ClipId, format: LyricsFormat, options: LyricsPrintOptions): string;
}

export interface WordsDocument extends LyricsDocument {
  readonly state: LyricsState;
  readonly text: string;
}

const HITS_PER_SONG = 4;
const FIRST_LINES = 2;

export interface LyricsServiceDeps {
  readonly clips: ClipRepository;
  readonly lyrics: LyricsRepository;
  readonly lists: Pick<SongLists, 'part' | 'size'>;
  readonly select: SelectSongs;
  readonly correct: SongListMaker['correct'];
}

/** Songs that have words, or say that they have none. */
const WORDED: SelectionFilter = {
  anyOf: (['plain', 'timed', 'instrumental'] as const).map((state) => ({ kind: 'lyrics', state })),
  isNegated: false,
};

export function createLyricsService({
  clips,
  lyrics,
  lists,
  select,
  correct,
}: LyricsServiceDeps): LyricsService {
  function read(clip: StoredClip) {
    const words = lyrics.effective(clip.row);
    const text = words?.text ?? '';
    const { markers = null, timing = null } = words ?? {};
    const reading = readLyrics({ text, markers, timing, durationMs: clip.durationMs });
    return { ...reading, text };
  }

  function document(clip: StoredClip): WordsDocument {
    const { state, lines, text } = read(clip);
    const { title, durationMs, model, clipId, createdAt } = clip;
    const shifted = withOffset(lines, clip.lyricsOffsetMs, durationMs);
    return { title, durationMs, model, clipId, createdAt, state, text, lines: shifted };
  }

  /** The songs that a search in words and titles lists: a hit in the prompt alone has no line to show. */
  function selectWorded(search: string): SongSelection | null {
    const selected = select({ search, sort: 'arrived', direction: 'desc' }, ['title', 'words']);
    if (selected === null) return null;
    const selection = { ...selected, isByWords: true };
    const isWorded = parseSongQuery(search).filters.some(({ kind }) => kind === 'lyrics');
    // Who asks for songs without words gets them.
    return selection.match !== null || isWorded
      ? selection
      : { ...selection, filters: [WORDED, ...selection.filters] };
  }

  function takeOf(clip: StoredClip): Take | null {
    const take = clip.lyricsId === null ? null : lyrics.take(clip.row, clip.lyricsId);
    return take === null || take.count === 1 ? null : take;
  }

  function toRow(clip: StoredClip, marked: MarkedTerms): LyricsSearchRow {
    const { lines, state } = document(clip);
    const terms = marked.inWords;
    const all = terms.length === 0 ? firstLines(lines) : hitLines(lines, terms);
    const hits = all.slice(0, terms.length === 0 ? FIRST_LINES : HITS_PER_SONG);
    return {
      clipId: clip.clipId,
      title: clip.title,
      titleRanges: marked.inTitle.length === 0 ? [] : findRanges(clip.title, marked.inTitle),
      lyricsState: state,
      hasCover: clips.hasCover(clip.row),
      isPlayable: clips.isPlayable(clip.row),
      isWordsOnly: state !== 'none' && state !== 'instrumental' && clips.isWithoutFiles(clip.row),
      hits,
      moreHits: terms.length === 0 ? 0 : all.length - hits.length,
      otherTakes: clip.lyricsId === null ? 0 : clips.otherTakes(clip.lyricsId, clip.row),
    };
  }

  return {
    get(clipId) {
      const clip = clips.find(clipId);
      const words = clip && lyrics.effective(clip.row);
      if (!words) return null;
      const { lines, state } = read(clip);
      return {
        clipId,
        source: words.source,
        state,
        hasDraft: lyrics.draft(clip.row) !== null,
        text: words.text,
        lines,
        offsetMs: clip.lyricsOffsetMs,
        take: takeOf(clip),
      };
    },
    hits(clipId, search) {
      const clip = clips.find(clipId);
      const terms = markedTerms(search).inWords;
      if (!clip || terms.length === 0) return [];
      return markLines(read(clip).lines, terms)
        .map(({ ranges }, lineIndex) => ({ lineIndex, ranges }))
        .filter(({ ranges }) => ranges.length > 0);
    },
    async page(search, part, signal) {
      const { offset } = part;
      const selection = selectWorded(search);
      if (selection === null) return { rows: [], total: 0, isTotalExact: true, offset };
      const listed = await lists.part(selection, part, signal);
      const marked = markedTerms(search);
      const rows = listed.rows.flatMap((row) => {
        const clip = clips.findRow(row);
        return clip === null ? [] : [toRow(clip, marked)];
      });
      return { ...listed, rows, offset };
    },
    count(search, signal) {
      const selection = selectWorded(search);
      return selection === null ? Promise.resolve(0) : lists.size(selection, signal);
    },
    correct,
    takes(clipId) {
      const clip = clips.find(clipId);
      if (clip === null) return [];
      const takes = clip.lyricsId === null ? [clip] : clips.takes(clip.lyricsId, clip.row);
      return takes.map(({ row, clipId: id, title, model, durationMs, createdAt }) => ({
        clipId: id,
        title,
        model,
        durationMs,
        createdAt,
        isPlayable: clips.isPlayable(row),
      }));
    },
    withTakes: (clipIds) => clips.withTakes(clipIds),
    document,
    print(clipId, format, options) {
      const clip = clips.find(clipId);
      return clip === null ? '' : LYRICS_FILE_KINDS[format].print(document(clip), options);
    },
  };
}

/** What of a search is marked where it stands. */
interface MarkedTerms {
  readonly inTitle: readonly SearchTerm[];
  readonly inWords: readonly SearchTerm[];
}

/** What is searched for everywhere, and what a filter looks for in just this place. */
function markedTerms(search: string): MarkedTerms {
  const { text, filters } = parseSongQuery(search);
  const everywhere = parseSearch(text);
  const inPlace = (kind: 'title' | 'words') =>
    filters.flatMap((filter) =>
      filter.kind === kind && !filter.isNegated ? filter.values.flatMap((value) => parseSearch(value)) : [],
    );
  return {
    inTitle: [...everywhere, ...inPlace('title')],
    inWords: [...everywhere, ...inPlace('words')],
  };
}

function firstLines(lines: readonly LyricsLine[]): LyricsHit[] {
  return toHits(lines, (line) => (line.kind === 'sung' ? [] : null));
}

/** The lines in which something that is searched for begins. */
function hitLines(lines: readonly LyricsLine[], terms: readonly SearchTerm[]): LyricsHit[] {
  const marks = markLines(lines, terms);
  return toHits(lines, (_, index) => {
    const mark = marks[index];
    return mark?.hasBeginning === true ? mark.ranges : null;
  });
}

/** The lines for which `rangesOf` has an answer, each with the section that it stands in. */
function toHits(
  lines: readonly LyricsLine[],
  rangesOf: (line: LyricsLine, index: number) => readonly TextRange[] | null,
): LyricsHit[] {
  const hits: LyricsHit[] = [];
  let section: string | null = null;
  lines.forEach((line, lineIndex) => {
    const ranges = rangesOf(line, lineIndex);
    if (ranges) hits.push({ lineIndex, text: line.text, ranges, section, startMs: line.startMs });
    if (line.kind === 'section') section = line.text;
  });
  return hits;
}

interface LineMarks {
  readonly ranges: TextRange[];
  /** False when all that stands in the line has begun in a line before. */
  hasBeginning: boolean;
}

/**
 * What of each line is searched for. The words are looked through as one text, as they are in the index: a phrase may begin
 * at the end of one line and end in the next.
 */
function markLines(lines: readonly LyricsLine[], terms: readonly SearchTerm[]): readonly LineMarks[] {
  const found = findRanges(lines.map((line) => line.text).join('\n'), terms);
  let next = 0;
  let start = 0;
  return lines.map(({ text }) => {
    const end = start + text.length;
    const marks: LineMarks = { ranges: [], hasBeginning: false };
    for (let range = found[next]; range !== undefined && range.start < end; range = found[next]) {
      const mark = { start: Math.max(0, range.start - start), end: Math.min(end, range.end) - start };
      // Nothing of it stands in a blank line that it goes over.
      if (mark.end > mark.start) marks.ranges.push(mark);
      marks.hasBeginning ||= range.start >= start;
      // What goes on in the next line is looked at once more there.
      if (range.end > end) break;
      next += 1;
    }
    start = end + 1;
    return marks;
  });
}
