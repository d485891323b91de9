import type { Asset, AssetKind, PlaybackSource, SongRow } from '@shared/model';

const NONE: ReadonlySet<AssetKind> = new Set();

/** A file that the player can open. */
export type PlayableKind = Exclude<AssetKind, 'cover'>;

/** The file of that kind, if it is on disk. */
export function presentAsset(song: Pick<SongRow, 'assets'>, kind: AssetKind): Asset | null {
  return song.assets.find((asset) => asset.kind === kind && asset.state === 'present') ?? null;
}

/** Whether there is anything of the song to be heard. */
export function isPlayable(song: Pick<SongRow, 'assets'>): boolean {
  return chooseFile(song, 'audio', false) !== null;
}

/**
 * The file to play: the video where its picture is wanted, else the sound in the preferred form, else in the other, else
 * the sound of the video. Files that are known not to play are left out. Null when nothing is left.
 */
export function chooseFile(
  song: Pick<SongRow, 'assets'>,
  preferred: PlaybackSource,
  isPictureWanted: boolean,
  unplayable: ReadonlySet<AssetKind> = NONE,
): Asset | null {
  const other: PlaybackSource = preferred === 'wav' ? 'audio' : 'wav';
  const order: readonly PlayableKind[] = isPictureWanted
    ? ['video', preferred, other]
    : [preferred, other, 'video'];
  for (const kind of order) {
    const asset = unplayable.has(kind) ? null : presentAsset(song, kind);
    if (asset) return asset;
  }
  return null;
}
