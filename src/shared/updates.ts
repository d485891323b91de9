/** The words of the program's own updates. */

/**
 * Why this copy cannot bring itself up to date. `no-feed`: it was built without a source of updates · `package-manager`: the system's
 * package manager does it · `not-yours`: it is in a folder that this user may not write to · `cannot-replace`: it is no kind of
 * package that can take its own place.
 */
export type NoUpdatesReason = 'no-feed' | 'package-manager' | 'not-yours' | 'cannot-replace';

/** What is under way that an update stands back for. */
export type UpdateWaitsFor =
  'downloads' | 'adding' | 'export' | 'move' | 'check' | 'repair' | 'removal' | 'rebuild';

/** A version that is newer than the one that runs. */
export interface FoundUpdate {
  readonly version: string;
  /** What has changed, as plain text; empty where the source says nothing. */
  readonly notes: string;
  /** Of the file that would be fetched; null where the source does not tell. */
  readonly bytes: number | null;
}

/**
 * What went wrong. `offline`: the source was not reached, or fell silent · `no-answer`: it has no list of versions, or does not give it
 * · `unreadable`: its list cannot be read · `no-file`: the list has no file for this system · `other-host`: it leads to a host that is not
 * its own · `wrong-file`: the file is not the one that the list names · `bad-signature`: it is not signed by whoever made this copy ·
 * `disk-full` · `not-writable`: it cannot be put where this copy is.
 */
export type UpdateFailure =
  | 'offline'
  | 'no-answer'
  | 'unreadable'
  | 'no-file'
  | 'other-host'
  | 'wrong-file'
  | 'bad-signature'
  | 'disk-full'
  | 'not-writable'
  | 'failed';

export interface UpdateProgress {
  readonly doneBytes: number;
  /** 0 while it is not known. */
  readonly bytes: number;
  readonly bytesPerSecond: number;
}

export type UpdateState =
  | { readonly kind: 'unsupported'; readonly reason: NoUpdatesReason }
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking'; readonly isByItself: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly update: FoundUpdate }
  /** The user has agreed; it is fetched when that is done. `atQuit`: and put in place when the program ends. */
  | {
      readonly kind: 'waiting';
      readonly update: FoundUpdate;
      readonly atQuit: boolean;
      readonly waitsFor: UpdateWaitsFor;
    }
  | {
      readonly kind: 'fetching';
      readonly update: FoundUpdate;
      readonly atQuit: boolean;
      readonly progress: UpdateProgress;
    }
  /** It is on disk and is what the source says that it is. */
  | { readonly kind: 'ready'; readonly update: FoundUpdate; readonly atQuit: boolean }
  | { readonly kind: 'failed'; readonly during: 'look'; readonly reason: UpdateFailure }
  | {
      readonly kind: 'failed';
      readonly during: 'fetch';
      readonly reason: UpdateFailure;
      readonly update: FoundUpdate;
    }
  /** The program was to start as this version, and did not. */
  | { readonly kind: 'failed'; readonly during: 'install'; readonly version: string };

export interface UpdateStatus {
  readonly state: UpdateState;
  /** The host that is asked; null where there is none. */
  readonly host: string | null;
  /** When it was last asked and answered, in ms since the epoch; null: never. */
  readonly lookedAt: number | null;
}
