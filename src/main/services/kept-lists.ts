import type { Database } from '../db/database';
import { isDamage } from '../db/damage';
import { isDatabaseFull } from '../db/database';
import type { MetaRepository } from '../db/meta';
import type { PlaylistRepository } from '../db/playlists';
import type { SavedSearchRepository } from '../db/saved-searches';
import type { Clock, Log } from '../ports';
import { LIBRARY_FILE } from './library-file';
import type { LibraryFolder } from './library-folder';
import {
  printLibraryLists,
  readLibraryLists,
  readLibraryRest,
  type LibraryLists,
  type LibraryRest,
} from './library-lists';
import { isDiskFull, isErrno } from './whole-file';

/** What the user keeps in lists: in the database, and in `library.json` for the day on which that is lost. */
export interface KeptLists {
  /** Changes the lists on the disk, by `work`, and has the library folder follow. */
  change(work: () => void): void;
  /** Makes database and library folder tell the same, whichever is newer. Never throws; what failed is due again next time. */
  settle(): Promise<void>;
}

export interface KeptListsDeps {
  readonly db: Database;
  readonly meta: MetaRepository;
  readonly savedSearches: SavedSearchRepository;
  readonly playlists: PlaylistRepository;
  readonly folder: () => LibraryFolder;
  readonly isFolderReady: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Called again and again while much is read and printed. */
  readonly rest: () => Promise<void>;
  /** The folder's lists have taken the place of the database's. */
  readonly onTakenOver: () => void;
  readonly onDiskFull: () => void;
}

/** Meta keys: how often the lists were changed, and the library whose file they were last the same as. */
const REVISION = 'lists-revision';
const SETTLED_WITH = 'lists-settled-with';

const FAILURE =
  'Saved searches and playlists could not be written to the library folder; they are kept in the database';
/** So long what is written is printed in one go, and so much of it is handed to the disk at once. */
const LONGEST_BREATH_MS = 3;
const PIECE_CHARACTERS = 256 * 1024;
/** Far more than the lists can be. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;

export function createKeptLists(deps: KeptListsDeps): KeptLists {
  const { db, meta, savedSearches, playlists, folder, log } = deps;
  let settling: Promise<void> | null = null;
  /** Something was changed since the work under way looked. */
  let isAskedAgain = false;
  let isFailureTold = false;

  const revision = () => Number(meta.get(REVISION) ?? 0);

  function store(work: () => void, nextRevision: number): void {
    db.transactDurably(() => {
      work();
      meta.set(REVISION, String(nextRevision));
    });
  }

  /** The file as it was read or written last: what was not changed since is not read again. */
  let known: { readonly root: string; readonly stamp: string; readonly rest: LibraryRest } | null = null;

  async function stampOf({ lookAtFile }: LibraryFolder): Promise<string | null> {
    const seen = await lookAtFile(LIBRARY_FILE);
    return seen === null ? null : `${seen.bytes} bytes at ${seen.changedAt}`;
  }

  /** What of the file is not ours; null where there is none, or it is no library file. */
  async function lookAt(at: LibraryFolder): Promise<LibraryRest | null> {
    const stamp = await stampOf(at);
    if (stamp === null) return null;
    if (known?.root === at.root && known.stamp === stamp) return known.rest;
    const text = await at.readText(LIBRARY_FILE, MAX_FILE_BYTES);
    const rest = text === null ? null : readLibraryRest(text);
    known = rest === null ? null : { root: at.root, stamp, rest };
    return rest;
  }

  /** Takes the file over where it is newer, and writes it where it is older. */
  async function compare(): Promise<void> {
    const at = folder();
    const rest = await lookAt(at);
    if (rest === null || !deps.isFolderReady()) return;
    if (rest.revision > revision()) {
      const text = await at.readText(LIBRARY_FILE, MAX_FILE_BYTES);
      takeOver((text === null ? null : readLibraryLists(text)) ?? { ...rest, ...NOTHING_KEPT });
    }
    if (revision() > rest.revision) await write(at, rest);
    if (meta.get(SETTLED_WITH) !== rest.libraryId) meta.set(SETTLED_WITH, rest.libraryId);
  }

  async function write(at: LibraryFolder, rest: LibraryRest): Promise<void> {
    const { libraryId } = rest;
    const printed = revision();
    const own = {
      libraryId,
      revision: printed,
      savedSearches: savedSearches.list(),
      playlists: playlists.kept(),
    };
    const pieces = await inBreaths(printLibraryLists(rest, own));
    // Something was changed meanwhile: what was read is of two times, and all of it is read again.
    if (revision() !== printed) {
      isAskedAgain = true;
      return;
    }
    await at.writeLibraryPieces(pieces);
    const stamp = await stampOf(at);
    // Another program may have written it since: then it is read again.
    const bytes = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
    const isOurs = stamp?.startsWith(`${bytes} bytes `) === true;
    known = isOurs ? { root: at.root, stamp, rest: { ...rest, revision: printed } } : null;
  }

  async function inBreaths(printed: Iterable<string>): Promise<readonly string[]> {
    const pieces: string[] = [];
    let piece = '';
    let until = performance.now() + LONGEST_BREATH_MS;
    for (const part of printed) {
      piece += part;
      if (piece.length >= PIECE_CHARACTERS) {
        pieces.push(piece);
        piece = '';
      }
      if (performance.now() < until) continue;
      await deps.rest();
      until = performance.now() + LONGEST_BREATH_MS;
    }
    return [...pieces, piece];
  }

  /**
   * The file is newer. What it lacks of ours was removed since where both have been the same; otherwise nobody has removed
   * it, and it stays.
   */
  function takeOver(found: LibraryLists): void {
    const isSameLine = meta.get(SETTLED_WITH) === found.libraryId;
    const lacks = (taken: readonly { readonly id: string }[]) => {
      const ids = new Set(taken.map(({ id }) => id));
      return ({ id }: { readonly id: string }) => !isSameLine && !ids.has(id);
    };
    const ownSearches = savedSearches.list().filter(lacks(found.savedSearches));
    const hasOwn = ownSearches.length > 0 || playlists.list().some(lacks(found.playlists));
    store(
      () => {
        savedSearches.replace([...found.savedSearches, ...ownSearches]);
        playlists.replace(found.playlists, !isSameLine, deps.clock.now());
      },
      found.revision + (hasOwn ? 1 : 0),
    );
    deps.onTakenOver();
  }

  async function work(): Promise<void> {
    do {
      isAskedAgain = false;
      if (!deps.isFolderReady()) return;
      try {
        await compare();
        isFailureTold = false;
      } catch (error) {
        tell(error);
      }
    } while (isAskedAgain);
  }

  function tell(error: unknown): void {
    if (isDiskFull(error)) deps.onDiskFull();
    // A folder that went away, and a database that is full or damaged, have holds of their own.
    const isHeld = isDiskFull(error) || isErrno(error, 'ENOENT') || isDatabaseFull(error) || isDamage(error);
    if (!isHeld && !isFailureTold) log.error(FAILURE, error);
    isFailureTold ||= !isHeld;
  }

  function settle(): Promise<void> {
    isAskedAgain = true;
    settling ??= work().finally(() => {
      settling = null;
    });
    return settling;
  }

  return {
    change(made) {
      store(made, revision() + 1);
      void settle();
    },
    settle,
  };
}

const NOTHING_KEPT = { savedSearches: [], playlists: [] } as const;
