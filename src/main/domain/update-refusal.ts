import type { NoUpdatesReason } from '@shared/updates';

/** What a copy of the program knows of the way it was installed. */
export interface Installation {
  /** It is a package, and not a working copy. */
  readonly isPackaged: boolean;
  /** As Node names it. */
  readonly platform: string;
  /** What the `.deb` and the `.rpm` say of themselves beside the program; null where nothing does. */
  readonly packageType: string | null;
  /** It runs from the one file of an AppImage. */
  readonly isAppImage: boolean;
  /** This user may write to the folder that the program is in. */
  readonly isWritable: boolean;
  /** It was packed with a source of updates. */
  readonly hasFeed: boolean;
}

/** Why a copy is never brought up to date by itself; null where it can be. */
export function updateRefusal(copy: Installation): NoUpdatesReason | null {
  if (!copy.isPackaged && !copy.hasFeed) return 'no-feed';
  if (copy.packageType !== null) return 'package-manager';
  const isLinux = copy.platform === 'linux';
  // Where a user may not write, on Linux, a package manager does.
  if (isLinux && !copy.isAppImage && copy.isPackaged && !copy.isWritable) return 'package-manager';
  if (!copy.hasFeed) return 'no-feed';
  if (isLinux && !copy.isAppImage) return 'cannot-replace';
  return copy.isWritable ? null : 'not-yours';
}
