import type { AssetKind, ClipId, Loudness, SongSound, SoundProgress } from '@shared/model';
import type { Database } from './database';

/** A kind of file that has sound in it. */
export type SoundingKind = Exclude<AssetKind, 'cover'>;

/** Why a file cannot be measured. `unreadable`: no decoder takes it · `ended-meter`: whoever measured it crashed or hung. */
export type SoundFailure = 'unreadable' | 'too-large' | 'too-long' | 'unknown-length' | 'ended-meter';

/** A file of a song that is on disk. */
export interface SoundFile {
  readonly kind: SoundingKind;
  /** Relative to the library folder. */
  readonly path: string;
  readonly bytes: number | null;
  /** Other for other content: `Asset.version`. */
  readonly version: string;
}

export type KeptSound =
  | {
      /** Null: silent, or shorter than is measured. */
      readonly loudness: Loudness | null;
      readonly waveform: Uint8Array;
    }
  | { readonly failure: SoundFailure };

/** Songs that are as old as one of two, or lie between them. */
export interface RowRange {
  readonly oldest: number;
  readonly newest: number;
}

export interface SoundRepository {
  /**
   * The newest of the songs that may have to be measured; null when there is none.
   *
   * @param except songs between these two, and both of them, are passed over
   */
  nextDue(except: RowRange | null): number | null;
  /** Nothing of the song has to be measured before another of its files comes or changes. */
  settle(clipRow: number): void;
  /**
   * What of a song is to be measured next: nothing where one of its files on disk is measured, else the first, in the order
   * of audio, WAV and video, that has not been tried as it is.
   *
   * @param except kinds that are passed over
   */
  nextFile(clipRow: number, except: ReadonlySet<SoundingKind>): SoundFile | null;
  /** Keeps what was heard in a file; what was known of other files of the song goes when there is something. */
  keep(clipRow: number, file: SoundFile, heard: KeptSound, now: number): void;
  /** Null where there is no such song. */
  of(clipId: ClipId): SongSound | null;
  progress(): SoundProgress;
}

interface FileRow {
  kind: SoundingKind;
  path: string;
  bytes: number | null;
  version: string;
  is_missing: number;
  /** Null where the file has not been tried as it is. */
  measured_at: number | null;
  failure: SoundFailure | null;
  lufs: number | null;
  true_peak_db: number | null;
  waveform: Buffer | null;
}

/** Bits of `clip.files`: audio, WAV or video on disk. */
const SOUNDING_FILES = 2 + 4 + 8;
/** As in `Asset.version`. */
const VERSION = `substr(coalesce(asset.served_sha256, ''), 1, 12)`;

export function createSoundRepository(db: Database): SoundRepository {
  const selectDue = db.prepare<{ clip: number }>('SELECT clip FROM sound_due ORDER BY clip DESC LIMIT 1');
  const selectNewerDue = db.prepare<{ clip: number }>(
    'SELECT clip FROM sound_due WHERE clip > ? ORDER BY clip DESC LIMIT 1',
  );
  const selectOlderDue = db.prepare<{ clip: number }>(
    'SELECT clip FROM sound_due WHERE clip < ? ORDER BY clip DESC LIMIT 1',
  );
  const deleteDue = db.prepare('DELETE FROM sound_due WHERE clip = ?');
  const selectFiles = db.prepare<FileRow>(`
    SELECT asset.kind, path, bytes, ${VERSION} AS version, is_missing, measured_at, failure, lufs, true_peak_db, waveform
    FROM asset LEFT JOIN sound ON sound.clip = asset.clip AND sound.kind = asset.kind AND sound.version = ${VERSION}
    WHERE asset.clip = ? AND asset.kind <> 'cover' AND path IS NOT NULL`);
  const deleteOfClip = db.prepare('DELETE FROM sound WHERE clip = ?');
  const upsert = db.prepare(`
    INSERT INTO sound (clip, kind, version, lufs, true_peak_db, waveform, failure, measured_at)
    VALUES (:clip, :kind, :version, :lufs, :truePeakDb, :waveform, :failure, :now)
    ON CONFLICT DO UPDATE SET version = excluded.version, lufs = excluded.lufs, true_peak_db = excluded.true_peak_db,
      waveform = excluded.waveform, failure = excluded.failure, measured_at = excluded.measured_at`);
  const selectClip = db.prepare<{ id: number; lyrics_id: string | null }>(
    'SELECT id, lyrics_id FROM clip WHERE clip_id = ?',
  );
  const selectTakes = db.prepare<{ lufs: number | null; true_peak_db: number | null }>(`
    SELECT 10 * log10(avg(pow(10, lufs / 10))) AS lufs, max(true_peak_db) AS true_peak_db
    FROM clip JOIN sound ON sound.clip = clip.id
    WHERE clip.lyrics_id = ? AND lufs IS NOT NULL`);
  const countMeasured = db.prepare(
    'SELECT count(DISTINCT clip) FROM sound INDEXED BY sound_measured WHERE failure IS NULL',
  );
  const countFailed = db.prepare(`
    SELECT count(DISTINCT clip) FROM sound INDEXED BY sound_failed
    WHERE failure IS NOT NULL AND clip NOT IN (SELECT clip FROM sound_due)
      AND (SELECT files & ${SOUNDING_FILES} FROM clip WHERE id = sound.clip) <> 0`);
  const countSounding = db.prepare(`SELECT count(*) FROM clip WHERE files & ${SOUNDING_FILES} <> 0`);
  // Songs of which nothing is on disk just now: few, where all that were measured are many.
  const countMeasuredLost = db.prepare(`
    SELECT count(*) FROM clip INDEXED BY clip_by_files
    WHERE files & ${SOUNDING_FILES} = 0 AND EXISTS (SELECT 1 FROM sound WHERE sound.clip = clip.id AND failure IS NULL)`);
  const counted = (statement: typeof countMeasured) => statement.values<number>([])[0] ?? 0;

  const filesOf = (clipRow: number) => selectFiles.all([clipRow]).sort(byPreference);

  return {
    nextDue(except) {
      const due =
        except === null
          ? selectDue.get()
          : (selectNewerDue.get([except.newest]) ?? selectOlderDue.get([except.oldest]));
      return due?.clip ?? null;
    },
    settle: (clipRow) => void deleteDue.run([clipRow]),
    nextFile(clipRow, except) {
      const present = filesOf(clipRow).filter(
        ({ kind, is_missing }) => is_missing === 0 && !except.has(kind),
      );
      if (present.some(isMeasured)) return null;
      const next = present.find(({ measured_at }) => measured_at === null);
      if (!next) return null;
      const { kind, path, bytes, version } = next;
      return { kind, path, bytes, version };
    },
    keep(clipRow, { kind, version }, heard, now) {
      const isFailed = 'failure' in heard;
      if (!isFailed) deleteOfClip.run([clipRow]);
      upsert.run({
        clip: clipRow,
        kind,
        version,
        lufs: isFailed ? null : (heard.loudness?.lufs ?? null),
        truePeakDb: isFailed ? null : (heard.loudness?.truePeakDb ?? null),
        waveform: isFailed ? null : Buffer.from(heard.waveform),
        failure: isFailed ? heard.failure : null,
        now,
      });
    },
    of(clipId) {
      const clip = selectClip.get([clipId]);
      if (!clip) return null;
      const files = filesOf(clip.id);
      const measured = files.find(isMeasured);
      const loudness = measured ? toLoudness(measured) : null;
      const takes = clip.lyrics_id === null ? null : selectTakes.get([clip.lyrics_id]);
      const present = files.filter(({ is_missing }) => is_missing === 0);
      const isFailed = present.length > 0 && present.every(({ failure }) => failure !== null);
      return {
        state: measured ? 'measured' : isFailed ? 'unmeasurable' : 'waiting',
        loudness,
        takesLoudness: (takes ? toLoudness(takes) : null) ?? loudness,
        waveform: measured?.waveform?.toString('base64') ?? null,
      };
    },
    progress: () => ({
      measured: counted(countMeasured) - counted(countMeasuredLost),
      unmeasurable: counted(countFailed),
      songs: counted(countSounding),
    }),
  };
}

const PREFERENCE: readonly SoundingKind[] = ['audio', 'wav', 'video'];

function byPreference(one: FileRow, other: FileRow): number {
  return PREFERENCE.indexOf(one.kind) - PREFERENCE.indexOf(other.kind);
}

function isMeasured({ measured_at, failure }: FileRow): boolean {
  return measured_at !== null && failure === null;
}

function toLoudness({ lufs, true_peak_db }: Pick<FileRow, 'lufs' | 'true_peak_db'>): Loudness | null {
  return lufs === null || true_peak_db === null ? null : { lufs, truePeakDb: true_peak_db };
}
