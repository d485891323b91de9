import type { ClipId, JobId } from '@shared/model';

/** Songs and the jobs that can bring them back, those together that one answer brings. */
export interface RemovedSongJobs {
  add(clipId: ClipId, jobIds: readonly JobId[]): void;
  /** Groups of no fewer songs than this, but for the last. */
  groups(songs: number): Iterable<{ readonly clipIds: readonly ClipId[]; readonly jobIds: readonly JobId[] }>;
}

export function createRemovedSongJobs(): RemovedSongJobs {
  const jobsOf = new Map<ClipId, readonly JobId[]>();
  const songsOf = new Map<JobId, ClipId[]>();

  /** Adds a song with all that hang together with it. */
  function gather(first: ClipId, clipIds: Set<ClipId>, jobIds: Set<JobId>): void {
    const found = [first];
    for (let clipId = found.pop(); clipId !== undefined; clipId = found.pop()) {
      if (clipIds.has(clipId)) continue;
      clipIds.add(clipId);
      for (const jobId of jobsOf.get(clipId) ?? []) {
        if (jobIds.has(jobId)) continue;
        jobIds.add(jobId);
        found.push(...(songsOf.get(jobId) ?? []));
      }
    }
  }

  return {
    add(clipId, jobIds) {
      jobsOf.set(clipId, jobIds);
      for (const jobId of jobIds) {
        const songs = songsOf.get(jobId) ?? [];
        songs.push(clipId);
        songsOf.set(jobId, songs);
      }
    },
    *groups(songs) {
      const done = new Set<ClipId>();
      let [clipIds, jobIds] = [new Set<ClipId>(), new Set<JobId>()];
      for (const clipId of jobsOf.keys()) {
        if (done.has(clipId)) continue;
        gather(clipId, clipIds, jobIds);
        for (const gathered of clipIds) done.add(gathered);
        if (clipIds.size < songs) continue;
        yield { clipIds: [...clipIds], jobIds: [...jobIds] };
        [clipIds, jobIds] = [new Set(), new Set()];
      }
      if (clipIds.size > 0) yield { clipIds: [...clipIds], jobIds: [...jobIds] };
    },
  };
}
