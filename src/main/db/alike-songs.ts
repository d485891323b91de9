import { MAX_COMPARED, type AlikeSongs, type ClipId } from '@shared/model';
import type { Database } from './database';

/** Finds the songs that can be compared with one. */
export interface AlikeSongsFinder {
  /** Those that sing the same words, else those of the same prompt; null where there is no such song. */
  of(clipId: ClipId): AlikeSongs | null;
}

interface FoundRow {
  readonly id: number;
  readonly clip_id: string;
  readonly created_at: number | null;
  readonly is_hidden: number;
}

interface AnchorRow extends FoundRow {
  readonly lyrics_id: string | null;
  readonly sound_prompt: string | null;
}

/** The one that was asked for is among them, and one more tells that there are others. */
const LIMIT = MAX_COMPARED + 1;
const COLUMNS = 'id, clip_id, created_at, hidden_at IS NOT NULL AS is_hidden';

export function createAlikeSongsFinder(db: Database): AlikeSongsFinder {
  const selectAnchor = db.prepare<AnchorRow>(
    `SELECT ${COLUMNS}, lyrics_id, sound_prompt FROM clip WHERE clip_id = ?`,
  );
  // In the order of an index, so that of many only the last are read.
  const lastOf = (condition: string) => {
    const part = (isHidden: string) =>
      db.prepare<FoundRow>(
        `SELECT ${COLUMNS} FROM clip WHERE ${condition} AND hidden_at ${isHidden} ORDER BY id DESC LIMIT ${LIMIT}`,
      );
    const [shown, hidden] = [part('IS NULL'), part('IS NOT NULL')];
    return (key: string) => {
      const found = shown.all({ key });
      return found.length < LIMIT ? [...found, ...hidden.all({ key })].slice(0, LIMIT) : found;
    };
  };
  const ofLyrics = lastOf('lyrics_id = :key');
  const ofPrompt =
    lastOf(`length(sound_prompt) = length(:key) AND substr(sound_prompt, 1, 12) = substr(:key, 1, 12)
    AND substr(sound_prompt, -12) = substr(:key, -12) AND sound_prompt = :key`);

  return {
    of(clipId) {
      const anchor = selectAnchor.get([clipId]);
      if (!anchor) return null;
      const { lyrics_id: lyricsId, sound_prompt: prompt } = anchor;
      const byLyrics = lyricsId === null ? [] : ofLyrics(lyricsId);
      if (byLyrics.length > 1) return answer('lyrics', anchor, byLyrics);
      const byPrompt = prompt === null ? [] : ofPrompt(prompt);
      return byPrompt.length > 1 ? answer('prompt', anchor, byPrompt) : answer(null, anchor, []);
    },
  };
}

function answer(basis: AlikeSongs['basis'], anchor: FoundRow, found: readonly FoundRow[]): AlikeSongs {
  const others = found.filter(({ id }) => id !== anchor.id);
  const kept = [anchor, ...others.slice(0, MAX_COMPARED - 1)].sort(byShownAndAge);
  return {
    basis,
    clipIds: kept.map(({ clip_id }) => clip_id as ClipId),
    hasMore: others.length >= MAX_COMPARED,
  };
}

/** As the takes of a song are listed, the hidden ones behind the others. */
function byShownAndAge(one: FoundRow, other: FoundRow): number {
  const byHidden = one.is_hidden - other.is_hidden;
  if (byHidden !== 0) return byHidden;
  const madeAt = ({ created_at }: FoundRow) => created_at ?? Number.POSITIVE_INFINITY;
  return madeAt(one) === madeAt(other) ? one.id - other.id : madeAt(one) - madeAt(other);
}
