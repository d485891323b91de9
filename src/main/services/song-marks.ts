import { AppError } from '@shared/ipc/errors';
import { MAX_UNDO_STEPS, type ChangedMarks, type ClipId, type SongRating } from '@shared/model';
import { MAX_TAGS, tagKey, tidyTag } from '@shared/song-tags';
import type { Database } from '../db/database';
import type { NoteKind, SongMarkRepository, SongNotes } from '../db/song-marks';
import type { Clock } from '../ports';
import type { LongWork, WorkSteps } from './long-work';
import type { Slices } from './slices';

/**
 * What the user notes on songs, however many at once: favourite, stars, tags, hidden. Changes follow one another in
 * portions, beside everything else; each resolves when it is on the disk, and can be taken back while the program runs.
 * Songs that are not there are passed over.
 */
export interface SongMarksService {
  setFavourite(clipIds: readonly ClipId[], isFavourite: boolean): Promise<ChangedMarks>;
  setRating(clipIds: readonly ClipId[], rating: SongRating): Promise<ChangedMarks>;
  setHidden(clipIds: readonly ClipId[], isHidden: boolean): Promise<ChangedMarks>;
  /** Adds tags to songs that have none like them; a song that would have more than `MAX_TAGS` gets none. */
  addTags(clipIds: readonly ClipId[], tags: readonly string[]): Promise<ChangedMarks>;
  removeTags(clipIds: readonly ClipId[], tags: readonly string[]): Promise<ChangedMarks>;
  /** Gives the songs of a change the notes that they had before it. Throws `not-found`; the last 40 changes are known. */
  undo(id: number): Promise<{ readonly changed: number }>;
  /** Counts a song as heard just now. */
  notePlayed(clipId: ClipId): Promise<void>;
  /** Ends the change that is under way after its portion; what it has noted stays. */
  cancel(): void;
  /** As `cancel`, of all changes. */
  stop(): Promise<void>;
}

export interface SongMarksDeps {
  readonly db: Pick<Database, 'inTurn' | 'flushAside'>;
  readonly slices: Slices;
  /** Tells how far a change is. */
  readonly work: LongWork;
  readonly marks: SongMarkRepository;
  readonly clock: Clock;
  readonly onChange: (clipIds: readonly ClipId[]) => void;
}

/** So many changes can be taken back: a step may be two, tags that go and tags that come. */
const KEPT_CHANGES = 2 * MAX_UNDO_STEPS;

type Note = SongNotes[NoteKind];

/** What songs had before a change: the songs of each note, by its JSON, for most of many have had the same. */
interface Change {
  readonly kind: NoteKind;
  readonly before: Map<string, ClipId[]>;
}

export function createSongMarks(deps: SongMarksDeps): SongMarksService {
  const { db, slices, work, marks, clock } = deps;
  const changes = new Map<number, Change>();
  let lastId = 0;
  let isStopped = false;
  /** One change after the other: of two the later one is in force. */
  let last: Promise<unknown> = Promise.resolve();

  function afterOthers<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const answer = last.then(work);
    last = answer.catch(() => undefined);
    return answer;
  }

  /** Hands each song that is there to `take`, which says whether it was changed; tells of those that were. */
  async function inPortions(
    clipIds: readonly ClipId[],
    take: (row: number, clipId: ClipId) => boolean,
    steps: WorkSteps,
  ): Promise<number> {
    const changed: ClipId[] = [];
    const look = (clipId: ClipId) => {
      const row = marks.rowOf(clipId);
      if (row !== null && take(row, clipId)) changed.push(clipId);
    };
    try {
      let told = 0;
      const onSlice = (done: number) => {
        steps.advance(done - told);
        told = done;
      };
      await slices.run(clipIds, look, { onSlice, isEnded: () => isStopped || steps.isCancelled() });
      if (changed.length > 0) await db.flushAside();
    } finally {
      if (changed.length > 0) deps.onChange(changed);
    }
    return changed.length;
  }

  /** @param next what a song is to have; `full` where it cannot take what is new */
  function change<Kind extends NoteKind>(
    kind: Kind,
    clipIds: readonly ClipId[],
    next: (before: SongNotes[Kind]) => SongNotes[Kind] | 'full',
  ): Promise<ChangedMarks> {
    return afterOthers(async () => {
      const now = clock.now();
      const before = new Map<string, ClipId[]>();
      let full = 0;
      const note = (row: number, clipId: ClipId) => {
        const old = marks.read(row, kind);
        const noted = next(old);
        if (noted === 'full') full += 1;
        if (noted === 'full' || isSame(noted, old)) return false;
        marks.write(row, kind, noted, now);
        const key = JSON.stringify(old);
        const songs = before.get(key);
        if (songs) songs.push(clipId);
        else before.set(key, [clipId]);
        return true;
      };
      const changed = await work.run(clipIds.length, (steps) => inPortions(clipIds, note, steps));
      return { changed, full, undoId: changed === 0 ? null : keep({ kind, before }) };
    });
  }

  function keep(made: Change): number {
    lastId += 1;
    changes.set(lastId, made);
    for (const oldest of changes.keys()) {
      if (changes.size <= KEPT_CHANGES) break;
      changes.delete(oldest);
    }
    return lastId;
  }

  /** A time that is noted stays the first one. */
  const since = (isNoted: boolean) => {
    const now = clock.now();
    return (before: number | null) => (isNoted ? (before ?? now) : null);
  };

  return {
    setFavourite: (clipIds, isFavourite) => change('favourite', clipIds, since(isFavourite)),
    setHidden: (clipIds, isHidden) => change('hidden', clipIds, since(isHidden)),
    setRating: (clipIds, rating) => change('rating', clipIds, () => rating),
    addTags(clipIds, tags) {
      const wanted = withoutTwins(tags);
      return change('tags', clipIds, (before) => {
        const known = new Set(before.map(tagKey));
        const added = wanted.filter((tag) => !known.has(tagKey(tag)));
        if (added.length === 0) return before;
        return before.length + added.length > MAX_TAGS ? 'full' : [...before, ...added];
      });
    },
    removeTags(clipIds, tags) {
      const keys = new Set(tags.map(tagKey));
      return change('tags', clipIds, (before) => before.filter((tag) => !keys.has(tagKey(tag))));
    },
    undo: (id) =>
      afterOthers(async () => {
        const made = changes.get(id);
        if (!made) throw new AppError('not-found', 'There is no such change to take back.');
        changes.delete(id);
        const now = clock.now();
        const total = [...made.before.values()].reduce((sum, { length }) => sum + length, 0);
        return work.run(total, async (steps) => {
          let changed = 0;
          for (const [key, songs] of made.before) {
            const note = JSON.parse(key) as Note;
            const giveBack = (row: number) => {
              if (isSame(marks.read(row, made.kind), note)) return false;
              marks.write(row, made.kind, note, now);
              return true;
            };
            changed += await inPortions(songs, giveBack, steps);
          }
          return { changed };
        });
      }),
    async notePlayed(clipId) {
      const isThere = await db.inTurn(() => {
        const row = marks.rowOf(clipId);
        if (row !== null) marks.addPlay(row, clock.now());
        return row !== null;
      });
      if (isThere) deps.onChange([clipId]);
    },
    cancel: work.cancel,
    async stop() {
      isStopped = true;
      await last;
    },
  };
}

/** Each tag once, as it was written first. */
function withoutTwins(tags: readonly string[]): readonly string[] {
  const byKey = new Map<string, string>();
  for (const tag of tags) if (!byKey.has(tagKey(tag))) byKey.set(tagKey(tag), tidyTag(tag));
  return [...byKey.values()];
}

function isSame(one: Note, other: Note): boolean {
  if (!isTags(one) || !isTags(other)) return one === other;
  return one.length === other.length && one.every((tag, index) => tag === other[index]);
}

function isTags(note: Note): note is readonly string[] {
  return Array.isArray(note);
}
