import type { JobId } from '@shared/model';

/** Name of the journal of job ids at the root of the library folder (docs/LIBRARY-FOLDER.md). */
export const JOB_JOURNAL = 'jobs.jsonl';

/** A line of it: what a rebuilt library needs to ask for its songs again. */
export type JobJournalEntry =
  { readonly jobId: JobId; readonly addedAt: string } | { readonly jobId: JobId; readonly removedAt: string };

/** What the journal says of a job after its last line. */
export interface JournaledJob {
  readonly id: JobId;
  /** Milliseconds since the epoch; null where the line does not tell. */
  readonly addedAt: number | null;
  readonly isRemoved: boolean;
}

const JOB_ID = /^[A-Za-z0-9_-]{1,128}$/;

/** Lines as they are appended. */
export function printJournal(entries: readonly JobJournalEntry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

/** Reads the journal in the order in which ids first appear. A line that is none, such as a cut last one, is passed over. */
export function readJournal(text: string): JournaledJob[] {
  const jobs = new Map<string, JournaledJob>();
  for (const line of text.split('\n')) {
    const entry = readLine(line);
    if (entry === null) continue;
    const known = jobs.get(entry.id);
    jobs.set(entry.id, { ...entry, addedAt: known?.addedAt ?? entry.addedAt });
  }
  return [...jobs.values()];
}

function readLine(line: string): JournaledJob | null {
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof entry !== 'object' || entry === null || !('jobId' in entry)) return null;
  const { jobId } = entry;
  if (typeof jobId !== 'string' || !JOB_ID.test(jobId)) return null;
  const addedAt = 'addedAt' in entry && typeof entry.addedAt === 'string' ? Date.parse(entry.addedAt) : NaN;
  return {
    id: jobId as JobId,
    addedAt: Number.isNaN(addedAt) ? null : addedAt,
    isRemoved: 'removedAt' in entry,
  };
}
