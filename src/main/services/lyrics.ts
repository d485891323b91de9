import type { ClipId, Lyrics, LyricsHit, LyricsLine, LyricsSearchRow, Page } from '@shared/model';
import type { ClipRepository, StoredClip } from '../db/clips';
import type { LyricsRepository } from '../db/lyrics';
import { findRanges, parseSearch, toFtsQuery, type SearchTerm } from '../domain/search-query';
import type { LyricsReading } from '../domain/lyrics-lines';
import { readLyrics } from '../domain/timing-markers';

/** The words of songs: to read, to follow, to search. */
export interface LyricsService {
  get(clipId: ClipId): Lyrics | null;
  page(search: string, offset: number, limit: number): Page<LyricsSearchRow>;
  /** The words in force of a stored clip and how they are read. */
  read(clip: StoredClip): LyricsReading & { readonly text: string };
}

const HITS_PER_SONG = 4;
const FIRST_LINES = 2;

export function createLyricsService(clips: ClipRepository, lyrics: LyricsRepository): LyricsService {
  function read(clip: StoredClip) {
    const words = lyrics.effective(clip.row);
    const text = words?.text ?? '';
    const reading = readLyrics({ text, markers: words?.markers ?? null, durationMs: clip.durationMs });
    return { ...reading, text };
  }

  function toRow(clip: StoredClip, terms: readonly SearchTerm[]): LyricsSearchRow {
    const { lines, state } = read(clip);
    const all = terms.length === 0 ? firstLines(lines) : hitLines(lines, terms);
    const hits = all.slice(0, terms.length === 0 ? FIRST_LINES : HITS_PER_SONG);
    return {
      clipId: clip.clipId,
      title: clip.title,
      titleRanges: terms.length === 0 ? [] : findRanges(clip.title, terms),
      lyricsState: state,
      hasCover: clips.hasCover(clip.row),
      isPlayable: clips.isPlayable(clip.row),
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
      return { clipId, source: words.source, state, text: words.text, lines };
    },
    page(search, offset, limit) {
      const terms = parseSearch(search);
      const query = toFtsQuery(terms);
      if (search.trim() !== '' && query === null) return { rows: [], total: 0, offset };
      // Only words and titles: a hit in the prompt alone has no line to show.
      const match = query === null ? null : `{title words} : (${query})`;
      return {
        rows: clips.withWords(match, offset, limit).map((clip) => toRow(clip, terms)),
        total: clips.countWithWords(match),
        offset,
      };
    },
    read,
  };
}

function firstLines(lines: readonly LyricsLine[]): LyricsHit[] {
  return lines.flatMap((line, index) => (line.kind === 'sung' ? [toHit(lines, line, index, [])] : []));
}

function hitLines(lines: readonly LyricsLine[], terms: readonly SearchTerm[]): LyricsHit[] {
  return lines.flatMap((line, index) => {
    if (line.kind === 'blank') return [];
    const ranges = findRanges(line.text, terms);
    return ranges.length === 0 ? [] : [toHit(lines, line, index, ranges)];
  });
}

function toHit(
  lines: readonly LyricsLine[],
  line: LyricsLine,
  lineIndex: number,
  ranges: LyricsHit['ranges'],
): LyricsHit {
  const section = lines.slice(0, lineIndex).findLast((before) => before.kind === 'section')?.text ?? null;
  return { lineIndex, text: line.text, ranges, section, startMs: line.startMs };
}
