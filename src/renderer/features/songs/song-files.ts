import type { Asset, AssetKind, SongRow } from '@shared/model';

/** What one badge of a song's files says. */
export type FileBadge =
  /** On disk, named by its format. */
  | { readonly kind: 'present'; readonly asset: Asset }
  | { readonly kind: 'running'; readonly asset: Asset }
  /** All files that stand alike are one badge: three times "waiting" says no more than once. */
  | {
      readonly kind: 'waiting' | 'paused' | 'failed' | 'missing' | 'offered';
      readonly assets: readonly [Asset, ...Asset[]];
    }
  | { readonly kind: 'lyrics-only' }
  | { readonly kind: 'none' };

/** Sound first, then picture; a cover is seen in the row and only spoken of while it is not there. */
const ORDER: readonly AssetKind[] = ['audio', 'wav', 'video', 'cover'];

/** What the row of a song says about its files: what is there, then what comes, then what needs a person. */
export function fileBadges(song: Pick<SongRow, 'assets' | 'lyricsState'>): readonly FileBadge[] {
  const assets = ORDER.flatMap((kind) => song.assets.filter((asset) => asset.kind === kind));
  const told = assets.filter((asset) => asset.state !== 'offered');
  const [first, ...rest] = assets;
  if (told.length === 0 && first) return [{ kind: 'offered', assets: [first, ...rest] }];
  if (told.length === 0) {
    const hasWords = song.lyricsState === 'plain' || song.lyricsState === 'timed';
    return [{ kind: hasWords ? 'lyrics-only' : 'none' }];
  }
  const badges: FileBadge[] = [];
  for (const asset of told) {
    if (asset.state === 'present' && asset.kind !== 'cover') badges.push({ kind: 'present', asset });
  }
  for (const kind of ['waiting', 'paused'] as const) pushGroup(kind);
  for (const asset of told) {
    if (asset.state === 'running') badges.push({ kind: 'running', asset });
  }
  for (const kind of ['missing', 'failed'] as const) pushGroup(kind);
  return badges;

  function pushGroup(kind: 'waiting' | 'paused' | 'failed' | 'missing'): void {
    const [first, ...rest] = told.filter((asset) => asset.state === kind);
    if (first) badges.push({ kind, assets: [first, ...rest] });
  }
}

/** What of a song's files is more than simply there. */
export function newsBadges(song: Pick<SongRow, 'assets' | 'lyricsState'>): readonly FileBadge[] {
  return fileBadges(song).filter(({ kind }) => kind !== 'present');
}
