import { AppError } from '@shared/ipc/errors';
import type { ClipId, EditableLyrics, TimedText } from '@shared/model';
import type { ClipRepository, StoredClip } from '../db/clips';
import type { Database } from '../db/database';
import type { LyricsRepository } from '../db/lyrics';
import { timingOf } from '../domain/lyrics/reading';
import { wordsOf } from '../domain/lyrics/timing-markers';
import type { Clock } from '../ports';

/**
 * What people make of a song's words. Their own words stand beside those of the service and of files, so no refresh
 * touches them, and what they replace comes back when they are given up. Each fails with `not-found` where there is no such song.
 */
export interface LyricsEditing {
  get(clipId: ClipId): EditableLyrics;
  /** Keeps what is not saved yet through a crash. */
  keepDraft(clipId: ClipId, content: TimedText): void;
  dropDraft(clipId: ClipId): void;
  /** Makes these the words of the song, and drops the draft. On the disk when it returns. */
  save(clipId: ClipId, content: TimedText): void;
  /** Gives up the user's own words, and with `api` those of a file too: what is behind is in force again. Drops the draft. */
  revert(clipId: ClipId, to: 'file' | 'api'): void;
  /** The words are shown so much later; below zero: earlier. */
  setOffset(clipId: ClipId, offsetMs: number): void;
}

export interface LyricsEditingDeps {
  readonly db: Database;
  readonly clips: ClipRepository;
  readonly lyrics: LyricsRepository;
  readonly clock: Clock;
  /** Other words are in force: state, search index and the files beside the song follow. Inside the transaction. */
  readonly reread: (clip: StoredClip) => void;
  readonly onChange: (clipId: ClipId) => void;
}

export function createLyricsEditing(deps: LyricsEditingDeps): LyricsEditing {
  const { db, clips, lyrics, clock } = deps;

  function require(clipId: ClipId): StoredClip {
    const clip = clips.find(clipId);
    if (clip === null) throw new AppError('not-found', 'There is no such song.');
    return clip;
  }

  /** Changes the words in force and what follows from them. */
  function change(clipId: ClipId, apply: (clip: StoredClip) => void): void {
    const clip = require(clipId);
    db.transactDurably(() => {
      apply(clip);
      lyrics.dropDraft(clip.row);
      deps.reread(clip);
    });
    deps.onChange(clipId);
  }

  return {
    get(clipId) {
      const clip = require(clipId);
      const [words, ...others] = lyrics.all(clip.row);
      const { durationMs } = clip;
      const common = {
        clipId,
        durationMs,
        offsetMs: clip.lyricsOffsetMs,
        draft: lyrics.draft(clip.row),
      };
      if (words === undefined) return { ...common, text: '', timing: [], source: null, canRevert: false };
      return {
        ...common,
        text: wordsOf(words.text, words.markers),
        timing: timingOf({ ...words, durationMs }),
        source: words.source,
        canRevert: others.some(({ source }) => source === 'api'),
      };
    },
    keepDraft(clipId, content) {
      lyrics.keepDraft(require(clipId).row, content, clock.now());
    },
    dropDraft(clipId) {
      lyrics.dropDraft(require(clipId).row);
    },
    save: (clipId, { text, timing }) =>
      change(clipId, (clip) => {
        lyrics.save(clip.row, { source: 'user', text, markers: null, timing }, clock.now());
      }),
    revert: (clipId, to) =>
      change(clipId, (clip) => {
        lyrics.remove(clip.row, 'user');
        if (to === 'api') lyrics.remove(clip.row, 'file');
      }),
    setOffset(clipId, offsetMs) {
      clips.setLyricsOffset(require(clipId).row, offsetMs);
      deps.onChange(clipId);
    },
  };
}
