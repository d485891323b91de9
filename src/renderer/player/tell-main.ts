import type { Song } from '@shared/model';
import type { PlaybackReport } from '@shared/system';
import { MAX_REPORTED_TITLE } from '@shared/system';
import { invoke, onEvent } from '../bridge';
import { notifyFailure } from '../shell/failure-text';
import { onPictureSize, pictureSize } from './picture-size';
import { onStandIn, standIn } from './stand-in';
import type { Player } from './player';

/** Songs that go by quickly are told once, when one of them stays. */
const TELL_AFTER_MS = 120;

/**
 * Tells main what is heard, on which tray, sleep and keys depend there, and pauses when the machine goes to sleep.
 * The returned function ends it.
 */
export function tellMain(player: Player): () => void {
  let told = '';
  let timer: number | null = null;

  function tell(): void {
    timer = null;
    const report = reportOf(player);
    const text = JSON.stringify(report);
    if (text === told) return;
    told = text;
    invoke('player.report', report).catch(notifyFailure);
  }
  function tellSoon(): void {
    timer ??= window.setTimeout(tell, TELL_AFTER_MS);
  }

  const endings = [
    player.subscribe(tellSoon),
    onStandIn(tellSoon),
    onPictureSize(tellSoon),
    // Of another library main knows nothing yet, whatever was told of the one before.
    onEvent('profile.changed', () => {
      told = '';
      tellSoon();
    }),
    onEvent('player.pause', player.pause),
  ];
  document.addEventListener('fullscreenchange', tellSoon);
  // Also in a window that was opened anew, where nothing plays any more.
  tell();
  return () => {
    for (const end of endings) end();
    document.removeEventListener('fullscreenchange', tellSoon);
    if (timer !== null) window.clearTimeout(timer);
  };
}

function reportOf(player: Player): PlaybackReport {
  const other = standIn();
  if (other !== null) {
    const { song, isPlaying, canStep } = other.getState();
    return {
      clipId: song?.clipId ?? null,
      title: titleOf(song),
      isPlaying,
      hasNext: canStep,
      hasPrevious: canStep,
      isVideoLarge: false,
    };
  }
  const { clipId, song, isPlaying, hasNext, isVideo } = player.getState();
  return {
    clipId,
    title: titleOf(song),
    isPlaying,
    hasNext,
    // Of the first song it goes back to the beginning.
    hasPrevious: clipId !== null,
    isVideoLarge: isVideo && (pictureSize() === 'large' || document.fullscreenElement !== null),
  };
}

function titleOf(song: Song | null): string {
  return (song?.title ?? '').slice(0, MAX_REPORTED_TITLE);
}
