import { mediaUrl } from '@shared/media-url';
import type { Song } from '@shared/model';
import { presentAsset } from './playable';
import type { Player } from './player';
import { onStandIn, standIn } from './stand-in';

const SEEK_STEP_MS = 10_000;
const COVER_PX = 256;

/** The system's media keys and its now-playing panel; the returned function ends it. */
export function connectMediaSession(player: Player): () => void {
  const session = navigator.mediaSession;
  const meant = () => standIn() ?? player;
  const handlers: readonly (readonly [MediaSessionAction, MediaSessionActionHandler])[] = [
    ['play', () => meant().play()],
    ['pause', () => meant().pause()],
    ['stop', () => meant().pause()],
    ['previoustrack', () => meant().previous()],
    ['seekbackward', ({ seekOffset }) => meant().seekBy(-(toMs(seekOffset) ?? SEEK_STEP_MS))],
    ['seekforward', ({ seekOffset }) => meant().seekBy(toMs(seekOffset) ?? SEEK_STEP_MS)],
    [
      'seekto',
      ({ seekTime }) => {
        const ms = toMs(seekTime);
        if (ms !== null) meant().seekTo(ms);
      },
    ],
  ];
  for (const [action, handler] of handlers) session.setActionHandler(action, handler);

  let canGoOn = false;
  /** Without a handler the system's panel shows its button as one that does nothing. */
  function offerNext(hasNext: boolean): void {
    if (hasNext === canGoOn) return;
    canGoOn = hasNext;
    session.setActionHandler('nexttrack', hasNext ? () => meant().next() : null);
  }

  let shown: Song | null = null;
  function show(): void {
    const { song, isPlaying, hasNext } = heardNow(player);
    offerNext(hasNext);
    session.playbackState = song === null ? 'none' : isPlaying ? 'playing' : 'paused';
    if (song?.clipId !== shown?.clipId || song?.title !== shown?.title) {
      shown = song;
      session.metadata = song === null ? null : metadataOf(song, []);
      if (song !== null) void addCover(song);
    }
    tellPosition();
  }
  const endings = [player.subscribe(show), onStandIn(show), player.subscribeTime(tellPosition)];

  function tellPosition(): void {
    const { durationMs, positionMs, speed } = heardNow(player);
    if (durationMs === null || durationMs <= 0) {
      // The place in the song before would stand there.
      session.setPositionState();
      return;
    }
    const position = Math.min(positionMs, durationMs) / 1_000;
    session.setPositionState({ duration: durationMs / 1_000, position, playbackRate: speed });
  }

  async function addCover(song: Song): Promise<void> {
    const cover = presentAsset(song, 'cover');
    if (cover === null) return;
    const picture = await pictureAsData(mediaUrl(song.clipId, 'cover', cover.version));
    if (picture === null || shown?.clipId !== song.clipId) return;
    session.metadata = metadataOf(song, [
      { src: picture, sizes: `${COVER_PX}x${COVER_PX}`, type: 'image/jpeg' },
    ]);
  }

  return () => {
    for (const end of endings) end();
    for (const [action] of handlers) session.setActionHandler(action, null);
    offerNext(false);
    session.metadata = null;
    session.setPositionState();
    session.playbackState = 'none';
  };
}

/** Of the player, or of what stands in for it. */
function heardNow(player: Player) {
  const other = standIn();
  if (other === null) return { ...player.getState(), positionMs: player.positionMs() };
  const { canStep, ...state } = other.getState();
  return { ...state, hasNext: canStep, speed: 1, positionMs: other.positionMs() };
}

function metadataOf(song: Song, artwork: MediaImage[]): MediaMetadata {
  return new MediaMetadata({ title: song.title, artist: song.model ?? '', artwork });
}

function toMs(seconds: number | undefined): number | null {
  return seconds === undefined ? null : seconds * 1_000;
}

/** The system's panel takes pictures from the web or as data, not from our own scheme. Null where it cannot be read. */
async function pictureAsData(address: string): Promise<string | null> {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = address;
  try {
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = COVER_PX;
    canvas.height = COVER_PX;
    canvas.getContext('2d')?.drawImage(image, 0, 0, COVER_PX, COVER_PX);
    return canvas.toDataURL('image/jpeg', 0.85);
  } catch {
    return null;
  }
}
