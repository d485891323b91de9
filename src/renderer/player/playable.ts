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
 * Why there is nothing to hear: `words-only` and `no-sound` for ever, as far as the service has told · `missing` was on
 * disk and is not any more · `no-file` not on disk yet.
 */
export type SilenceReason = 'words-only' | 'no-sound' | 'missing' | 'no-file';

/** Why a song cannot be played of which no file is on disk. */
export function whySilent(song: Pick<SongRow, 'assets' | 'lyricsState'>): SilenceReason {
  const audible = song.assets.filter(({ kind }) => kind !== 'cover');
  if (audible.some(({ state }) => state === 'missing')) return 'missing';
  if (audible.length > 0) return 'no-file';
  return song.lyricsState === 'plain' || song.lyricsState === 'timed' ? 'words-only' : 'no-sound';
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
