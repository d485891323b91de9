import type { AssetKind, ClipId } from './model';

/** The words of *Check library*: what can be wrong between files and rows, and what can be done about it. */

/** `quick` looks at names, lengths and times; `thorough` reads every file and compares its hash. */
export type CheckMode = 'quick' | 'thorough';

/** What needs a person most comes first; lists keep this order. */
export const FINDING_KINDS = [
  'missing',
  'unreadable',
  'changed',
  'moved-folder',
  'moved-file',
  'unknown-song',
  'sidecar',
  'library-file',
  'duplicate',
  'part',
  'empty-folder',
  'foreign',
] as const;
/**
 * `missing` a file that the library has is not on disk · `unreadable` it is there but cannot be read · `changed` it holds
 * other bytes · `moved-folder` a song's folder stands elsewhere in the library · `moved-file` one file does · `unknown-song` the folder of a
 * song that is not in the list · `sidecar` what explains a song beside its files is gone or old · `library-file` what a
 * damaged `library.json` held · `duplicate` the same bytes twice · `part` an unfinished file that no download continues ·
 * `empty-folder` a song's folder with nothing in it · `foreign` a file or folder of another hand.
 */
export type FindingKind = (typeof FINDING_KINDS)[number];

export const REPAIRS = [
  'fetch',
  'relink',
  'accept',
  'forget',
  'take-in',
  'rewrite',
  'trash',
  'remove-folder',
  'leave',
] as const;
/**
 * `fetch` download it again · `relink` the library takes the place where it was found · `accept` the bytes that are there
 * are the right ones · `forget` the library lets go of the file, the disk stays as it is · `take-in` the song comes into the list · `rewrite` write what explains the
 * song · `trash` move to the system's trash · `remove-folder` remove an empty folder · `leave` it is fine as it is.
 */
export type Repair = (typeof REPAIRS)[number];

/** What each kind can be repaired with, the likeliest first. None of them deletes a file of the user. */
export const REPAIRS_OF: Readonly<Record<FindingKind, readonly [Repair, ...Repair[]]>> = {
  missing: ['fetch', 'forget'],
  unreadable: ['fetch', 'forget'],
  changed: ['fetch', 'accept', 'forget'],
  'moved-folder': ['relink', 'leave'],
  'moved-file': ['relink', 'leave'],
  'unknown-song': ['take-in', 'leave'],
  sidecar: ['rewrite', 'leave'],
  'library-file': ['leave'],
  duplicate: ['leave'],
  part: ['trash', 'leave'],
  'empty-folder': ['remove-folder', 'leave'],
  foreign: ['leave'],
};

/** One thing that is not as the library knows it. */
export interface Finding {
  readonly id: number;
  readonly kind: FindingKind;
  /** The song it belongs to; null for what belongs to none. */
  readonly clipId: ClipId | null;
  readonly title: string | null;
  readonly assetKind: AssetKind | null;
  /** Relative to the library folder, for people to read. */
  readonly path: string;
  /** Where it stands instead, or what it is a copy of; relative to the library folder. */
  readonly otherPath: string | null;
  readonly foundAt: number;
}

/** Findings of one kind in the order of the list, for selections that reach over rows that are not read. */
export interface FindingIds {
  readonly kind: FindingKind;
  readonly ids: readonly number[];
}

export type FindingCounts = Readonly<Record<FindingKind, number>>;

/** A check under way, or one that the end of the program or an absent folder interrupted and that goes on later. */
export interface CheckRun {
  readonly mode: CheckMode;
  readonly state: 'running' | 'interrupted';
  readonly startedAt: number;
  readonly doneFiles: number;
  /** 0 while what there is to look at is being counted. */
  readonly totalFiles: number;
  /** Bytes that were compared; only a thorough check counts them. */
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface CheckStatus {
  /** Null while no check is under way. */
  readonly run: CheckRun | null;
  readonly lastQuickAt: number | null;
  readonly lastThoroughAt: number | null;
  readonly counts: FindingCounts;
  /** Another number means that the list of findings changed. */
  readonly revision: number;
}

export interface RepairReport {
  readonly repaired: number;
  /** Findings that stay in the list: the disk or the service stood in the way. */
  readonly failed: number;
}

/** How far work on many things has come that the window waits for. */
export interface WorkProgress {
  readonly done: number;
  readonly total: number;
}

/** What goes when songs are removed. */
export interface RemovalPlan {
  readonly songs: number;
  /** The program's own files that go to the system's trash. */
  readonly files: number;
  readonly bytes: number;
  /** Files of another hand in the songs' folders, which stay; cut to what a person can read. */
  readonly staying: readonly string[];
  readonly stayingCount: number;
}

/** What became of a removal that was undone: of songs whose files went to the trash, files are fetched again. */
export interface RemovalUndone {
  readonly withFiles: number;
  readonly fetched: number;
  /** Neither their files nor an answer that names them is there. */
  readonly lost: number;
  /** Songs that it did not come to, which can be brought back later. */
  readonly left: number;
  readonly problem: RemovalProblem | null;
}

/**
 * What ended a removal, or bringing songs back, of which a part was done. `trash-unavailable`: the system did not take a
 * file, `cancelled`: the user ended it, `failed`: what the log tells.
 */
export type RemovalProblem =
  'trash-unavailable' | 'cancelled' | 'library-unavailable' | 'disk-full' | 'failed';

/** From the problem on nothing was removed. */
export interface RemovalReport {
  /** Names this removal, for bringing its songs back. */
  readonly id: number;
  readonly removed: readonly ClipId[];
  readonly problem: RemovalProblem | null;
}

/** Songs are being removed or brought back. */
export interface RemovalUnderWay {
  readonly kind: 'removing' | 'bringingBack';
  /** Songs in all. */
  readonly total: number;
}

/** How that ended. `failed`: nothing was done, for a reason that whoever asked for it was told. */
export type RemovalEnd =
  | { readonly kind: 'removing'; readonly report: RemovalReport }
  | { readonly kind: 'bringingBack'; readonly id: number; readonly undone: RemovalUndone }
  | { readonly kind: 'failed' };
