import { AppError } from '@shared/ipc/errors';
import { MAX_SAVED_SEARCHES, type SavedSearch, type SavedSearchId } from '@shared/model';
import { isDamage } from '../db/damage';
import { isDatabaseFull, type Database } from '../db/database';
import type { MetaRepository } from '../db/meta';
import type { SavedSearchRepository } from '../db/saved-searches';
import type { Log } from '../ports';
import { LIBRARY_FILE } from './library-file';
import type { LibraryFolder } from './library-folder';
import { printLibraryLists, readLibraryLists, type LibraryLists } from './library-lists';
import { isDiskFull, isErrno } from './whole-file';

/** Searches that the user keeps: in the database, and in `library.json` for the day on which that is lost. */
export interface SavedSearches {
  list(): readonly SavedSearch[];
  /**
   * Adds one, or changes the one with its id.
   *
   * @param position its place from the top; one past the end is the end
   * @throws AppError `too-many-saved-searches`
   */
  put(search: SavedSearch, position: number): void;
  remove(id: SavedSearchId): void;
  /** Makes database and library folder tell the same, whichever is newer. Never throws; what failed is due again next time. */
  settle(): Promise<void>;
}

export interface SavedSearchesDeps {
  readonly db: Database;
  readonly meta: MetaRepository;
  readonly rows: SavedSearchRepository;
  readonly folder: () => LibraryFolder;
  readonly isFolderReady: () => boolean;
  readonly log: Log;
  readonly onChange: (searches: readonly SavedSearch[]) => void;
  readonly onDiskFull: () => void;
}

/** Meta keys: how often the lists were changed, and the library whose file they were last the same as. */
const REVISION = 'lists-revision';
const SETTLED_WITH = 'lists-settled-with';

const FAILURE = 'Saved searches could not be written to the library folder; they are kept in the database';
/** Far more than the lists can be. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

export function createSavedSearches(deps: SavedSearchesDeps): SavedSearches {
  const { db, meta, rows, folder, log } = deps;
  let settling: Promise<void> | null = null;
  /** Something was changed since the work under way looked. */
  let isAskedAgain = false;
  let isFailureTold = false;

  /** What was listed last: a damaged database must not keep the window from opening. */
  let lastListed: readonly SavedSearch[] = [];
  function list(): readonly SavedSearch[] {
    try {
      lastListed = rows.list();
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    return lastListed;
  }

  const revision = () => Number(meta.get(REVISION) ?? 0);

  function store(searches: readonly SavedSearch[], nextRevision: number): void {
    db.transactDurably(() => {
      rows.replace(searches);
      meta.set(REVISION, String(nextRevision));
    });
    deps.onChange(searches);
  }

  function change(searches: readonly SavedSearch[]): void {
    store(searches, revision() + 1);
    void settle();
  }

  /** Reads the file, takes it over where it is newer, and writes it where it is older. */
  async function compare(): Promise<void> {
    const { readText, writeText } = folder();
    const text = await readText(LIBRARY_FILE, MAX_FILE_BYTES);
    const found = text === null ? null : readLibraryLists(text);
    if (text === null || found === null || !deps.isFolderReady()) return;
    if (found.revision > revision()) takeOver(found);
    const own: LibraryLists = {
      libraryId: found.libraryId,
      revision: revision(),
      savedSearches: rows.list(),
    };
    if (own.revision > found.revision) await writeText(LIBRARY_FILE, printLibraryLists(text, own));
    if (meta.get(SETTLED_WITH) !== found.libraryId) meta.set(SETTLED_WITH, found.libraryId);
  }

  /**
   * The file is newer. What it lacks of ours was removed since where both have been the same; otherwise nobody has removed
   * it, and it stays.
   */
  function takeOver(found: LibraryLists): void {
    const isSameLine = meta.get(SETTLED_WITH) === found.libraryId;
    const taken = new Set(found.savedSearches.map(({ id }) => id));
    const ours = isSameLine ? [] : rows.list().filter(({ id }) => !taken.has(id));
    store([...found.savedSearches, ...ours], found.revision + (ours.length > 0 ? 1 : 0));
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
    list,
    put(search, position) {
      const present = rows.list();
      const others = present.filter(({ id }) => id !== search.id);
      if (others.length >= MAX_SAVED_SEARCHES)
        throw new AppError('too-many-saved-searches', `There are ${present.length} saved searches.`);
      change(others.toSpliced(position, 0, search));
    },
    remove(id) {
      const present = rows.list();
      const others = present.filter((search) => search.id !== id);
      if (others.length < present.length) change(others);
    },
    settle,
  };
}
