import type { ClipId, JobId } from '@shared/model';

/** Name of the journal of job ids at the root of the library folder (docs/LIBRARY-FOLDER.md). */
export const JOB_JOURNAL = 'jobs.jsonl';

/**
 * A line of it: what a rebuilt library needs to ask for its songs again, and which songs it is not to bring back because
 * the user removed them.
 */
export type JobJournalEntry =
  | { readonly jobId: JobId; readonly addedAt: string }
  | { readonly jobId: JobId; readonly removedAt: string }
  | { readonly clipId: ClipId; readonly removedAt: string }
  | { readonly clipId: ClipId; readonly restoredAt: string };

/** What the journal says after its last line. */
export interface Journal {
  /** In the order in which their ids first appear. */
  readonly jobs: readonly JournaledJob[];
  /** Songs that the user removed, and when. */
  readonly removedClips: ReadonlyMap<ClipId, number>;
  /** Songs that the user removed and wanted back, and since when. */
  readonly restoredClips: ReadonlyMap<ClipId, number>;
}

export interface JournaledJob {
  readonly id: JobId;
  /** Milliseconds since the epoch; null where the line does not tell. */
  readonly addedAt: number | null;
  /** When the user removed the job from the list; null while it is in it. */
  readonly removedAt: number | null;
}

const JOB_ID = /^[A-Za-z0-9_-]{1,128}$/;

/** Lines as they are appended. */
export function printJournal(entries: readonly JobJournalEntry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

/** Reads the journal. A line that is none, such as a cut last one, is passed over. */
export function readJournal(text: string): Journal {
  const jobs = new Map<string, JournaledJob>();
  const removedClips = new Map<ClipId, number>();
  const restoredClips = new Map<ClipId, number>();
  for (const line of text.split('\n')) {
    const entry = readLine(line);
    if (entry === null) continue;
    if (typeof entry['jobId'] === 'string' && JOB_ID.test(entry['jobId'])) {
      const id = entry['jobId'] as JobId;
      const addedAt = jobs.get(id)?.addedAt ?? timeOf(entry['addedAt']);
      jobs.set(id, {
        id,
        addedAt,
        removedAt: 'removedAt' in entry ? (timeOf(entry['removedAt']) ?? 0) : null,
      });
    } else if (typeof entry['clipId'] === 'string') {
      const id = entry['clipId'] as ClipId;
      const isRemoval = 'removedAt' in entry;
      (isRemoval ? restoredClips : removedClips).delete(id);
      (isRemoval ? removedClips : restoredClips).set(
        id,
        timeOf(entry[isRemoval ? 'removedAt' : 'restoredAt']) ?? 0,
      );
    }
  }
  return { jobs: [...jobs.values()], removedClips, restoredClips };
}

function readLine(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function timeOf(text: unknown): number | null {
  const at = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : at;
}
