import type { AssetKind, ClipId } from '@shared/model';

/** Scheme under which main serves the library's own files to the window. */
export const MEDIA_SCHEME = 'media';
const MEDIA_HOST = 'song';
/** Stands in front of the id, because an id may be `..`, which alone would climb in the address. */
const ID_MARK = '~';

/**
 * Address of one file of a song. `version` changes when the file does, so that no cache shows an older cover.
 */
export function mediaUrl(clipId: ClipId, kind: AssetKind, version: string | null): string {
  const suffix = version === null ? '' : `?v=${encodeURIComponent(version)}`;
  return `${MEDIA_SCHEME}://${MEDIA_HOST}/${ID_MARK}${encodeURIComponent(clipId)}/${kind}${suffix}`;
}

/** The song and kind that an address names; null when it is no address of ours. */
export function parseMediaUrl(url: string): { readonly clipId: ClipId; readonly kind: string } | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.protocol !== `${MEDIA_SCHEME}:` || parsed.host !== MEDIA_HOST) return null;
  const [marked = '', kind, ...rest] = parsed.pathname.slice(1).split('/');
  const clipId = marked.slice(ID_MARK.length);
  if (!marked.startsWith(ID_MARK) || clipId === '' || !kind || rest.length > 0) return null;
  try {
    return { clipId: decodeURIComponent(clipId) as ClipId, kind };
  } catch {
    return null;
  }
}
