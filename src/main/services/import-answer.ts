import { ASSET_KINDS, type AssetKind, type ClipId, type JobId, type JobProblem } from '@shared/model';
import type { ClipFacts, ClipRepository, StoredClip } from '../db/clips';
import type { Database } from '../db/database';
import type { DownloadRepository } from '../db/downloads';
import type { JobRepository } from '../db/jobs';
import type { LyricsRepository, StoredLyrics } from '../db/lyrics';
import type { RemovedClipRepository } from '../db/removed-clips';
import { nameClip } from '../domain/clip-naming';
import { transitionJob, type JobEvent } from '../domain/job';
import { fileStem, songFolderName } from '../domain/naming';
import { toSearchText } from '../domain/search-query';
import { readLyrics } from '../domain/lyrics/reading';
import type { Clock } from '../ports';
import type { RemoteAnswer, RemoteClip } from '../remote/wire';
import type { SettingsService } from './settings';

/** Takes an answer of the service into the library: all of it or nothing, and twice is the same as once. */
export interface AnswerImporter {
  /** In a transaction of its own that is on the disk when this returns. */
  apply(jobId: JobId, answer: RemoteAnswer, raw: string): ImportedAnswer;
  /** Inside a transaction of whoever takes in several. */
  take(jobId: JobId, answer: RemoteAnswer, raw: string): ImportedAnswer;
  /** Reads the words of a clip again, after its real length became known. */
  rereadLyrics(clip: StoredClip): void;
}

export interface ImportedAnswer {
  readonly clipIds: readonly ClipId[];
  /** Files whose address is another than before. */
  readonly renewed: readonly RenewedFile[];
}

export interface RenewedFile {
  readonly clipRow: number;
  readonly kind: AssetKind;
}

export interface AnswerImporterDeps {
  readonly db: Database;
  readonly jobs: JobRepository;
  readonly clips: ClipRepository;
  readonly lyrics: LyricsRepository;
  readonly downloads: DownloadRepository;
  readonly removed: RemovedClipRepository;
  readonly settings: Pick<SettingsService, 'current'>;
  readonly clock: Clock;
}

export function createAnswerImporter(deps: AnswerImporterDeps): AnswerImporter {
  const { db, jobs, clips, lyrics, downloads, removed, settings, clock } = deps;

  function take(jobId: JobId, answer: RemoteAnswer, raw: string): ImportedAnswer {
    const now = clock.now();
    const tracking = jobs.tracking(jobId);
    if (!tracking) return { clipIds: [], renewed: [] };
    // The answer that named the songs may be the only one that ever will: one without songs does not take its place.
    if (answer.clips.length > 0 || tracking.phase !== 'succeeded') jobs.saveAnswer(jobId, raw, now);
    jobs.saveFacts(jobId, answer);
    const next = transitionJob(tracking, eventOf(answer), now, clock.random());
    jobs.saveTracking(jobId, next);
    jobs.saveOutcome(jobId, answer.message, problemOf(answer));
    // A job that is still at it may show its songs early; they are taken as soon as they are told.
    const imported = answer.clips.flatMap((clip, index) => importClip(jobId, answer, clip, index, now) ?? []);
    return {
      clipIds: imported.map(({ clip }) => clip.clipId),
      renewed: imported.flatMap(({ clip, renewed }) => renewed.map((kind) => ({ clipRow: clip.row, kind }))),
    };
  }

  /** Null for a song that the user removed: no answer brings it back unasked. */
  function importClip(
    jobId: JobId,
    answer: RemoteAnswer,
    remote: RemoteClip,
    index: number,
    now: number,
  ): { readonly clip: StoredClip; readonly renewed: readonly AssetKind[] } | null {
    const facts = factsOf(jobId, answer, remote, index);
    if (removed.has(facts.clipId)) {
      removed.linkJob(facts.clipId, jobId);
      return null;
    }
    const known = clips.find(facts.clipId);
    const clip = known ? updateKnown(known, facts, remote) : insertNew(facts, remote, now);
    clips.linkJob(jobId, clip.row);
    const words = saveWords(clip.row, remote, known !== null, now);
    const named = ASSET_KINDS.filter((kind) => {
      const url = remote.urls[kind];
      return url !== undefined && downloads.nameAddress(clip.row, kind, url, jobId);
    });
    downloads.enqueue(clip.row, settings.current().wantedAssets, now);
    // Words of a new song are those that came with it.
    readWords(clip, known === null ? words : lyrics.effective(clip.row));
    // Of a new song nothing waits for an address.
    return { clip, renewed: known === null ? [] : named };
  }

  function saveWords(
    row: number,
    { text, markers }: RemoteClip,
    isKnown: boolean,
    now: number,
  ): StoredLyrics | null {
    if (text === null && markers === null) return null;
    const before = isKnown ? lyrics.fromSource(row, 'api') : null;
    const words: StoredLyrics = {
      source: 'api',
      text: text ?? before?.text ?? '',
      markers: markers ?? before?.markers ?? null,
      timing: null,
    };
    lyrics.save(row, words, now);
    return words;
  }

  function insertNew(facts: ClipFacts, remote: RemoteClip, now: number): StoredClip {
    const naming = nameClip(facts, remote.text);
    const folder = songFolderName(naming.title, facts.clipId, clips.isFolderTaken);
    const place = { folder: folder.name, folderKey: folder.key, stem: fileStem(naming.title) };
    return clips.insert(facts, naming, place, now);
  }

  function updateKnown(known: StoredClip, facts: ClipFacts, remote: RemoteClip): StoredClip {
    clips.updateFacts(facts);
    const updated = clips.findRow(known.row) ?? known;
    clips.updateNaming(
      known.row,
      nameClip(updated, remote.text ?? lyrics.effective(known.row)?.text ?? null),
    );
    return clips.findRow(known.row) ?? updated;
  }

  function readWords(clip: StoredClip, words: StoredLyrics | null): void {
    const reading = readLyrics({
      text: words?.text ?? '',
      markers: words?.markers ?? null,
      timing: words?.timing ?? null,
      durationMs: clip.durationMs,
    });
    clips.setLyricsState(clip.row, reading.state);
    clips.index(clip.row, {
      title: toSearchText(clip.title),
      words: toSearchText(words?.text ?? ''),
      about: toSearchText([clip.soundPrompt, clip.model, clip.action].filter(Boolean).join('\n')),
    });
  }

  return {
    apply: (jobId, answer, raw) => db.transactDurably(() => take(jobId, answer, raw)),
    take,
    rereadLyrics: (clip) => readWords(clip, lyrics.effective(clip.row)),
  };
}

function eventOf(answer: RemoteAnswer): JobEvent {
  switch (answer.outcome) {
    case 'in-progress':
      return { kind: 'in-progress' };
    case 'failed':
      return { kind: 'refused' };
    case 'succeeded':
      return { kind: answer.clips.length > 0 ? 'songs' : 'no-songs' };
  }
}

function problemOf(answer: RemoteAnswer): JobProblem | null {
  if (answer.oddClips > 0) {
    const all = answer.clips.length + answer.oddClips;
    return { code: 'unread-clips', detail: `${answer.oddClips}/${all}` };
  }
  if (answer.outcome === 'succeeded' && answer.clips.length === 0) {
    return { code: 'no-songs', detail: null };
  }
  return null;
}

function factsOf(jobId: JobId, answer: RemoteAnswer, remote: RemoteClip, index: number): ClipFacts {
  return {
    // A clip without an id is still a song: its place in its job identifies it just as well.
    clipId: (remote.clipId ?? `${jobId}-${index + 1}`) as ClipId,
    givenTitle: remote.title,
    model: answer.model,
    action: answer.action,
    soundPrompt: remote.soundPrompt,
    seed: remote.seed,
    bpm: remote.bpm,
    lyricsId: remote.lyricsId,
    parentClipId: remote.parentClipId,
    durationMs: remote.durationMs,
    createdAt: remote.createdAt,
  };
}
