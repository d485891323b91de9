import type { AssetKind, ClipId, SongListing, SongRow } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { isPlayable, whySilent } from '../../player/playable';
import { player } from '../../player/use-player';
import { copyText } from '../../shell/copy-text';
import { notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';

/** Does something that main may refuse, and tells when it did. */
function attempt(work: Promise<unknown>): void {
  work.catch(notifyFailure);
}

/** Plays a song with its listing as the queue; the one that plays already stops and goes on. */
export function playOrPause(listing: SongListing, song: SongRow): void {
  if (player.getState().clipId === song.clipId) player.toggle();
  else playSong(listing, song);
}

/** Plays a song from its beginning with its listing as the queue. */
export function playSong(listing: SongListing, song: SongRow): void {
  // The player looks itself whether a file that was missing is back.
  if (isPlayable(song) || whySilent(song) === 'missing') {
    player.playListing(listing, song.clipId);
    return;
  }
  const { title } = song;
  const reason = whySilent(song);
  if (reason === 'missing') {
    notify(() => translate('player.notice.stopped', { title, reason: translate('player.reason.missing') }));
    return;
  }
  const key = song.assets.length === 0 ? 'songs.notice.wordsOnly' : 'songs.notice.notOnDisk';
  notify(() => translate(key, { title }));
}

/** Starts what of a song's files is neither on disk nor coming, failures included, and says how much that is. */
export function fetchFiles(clipId: ClipId): void {
  attempt(
    invoke('songs.fetchFiles', { clipIds: [clipId] }).then(({ started, begun }) => {
      if (started > 0) tellFetching(started, begun);
      else notify(() => translate('songs.notice.nothingToFetch'));
    }),
  );
}

/** Says how many files are fetched now, and offers to leave it; those that had failed before are tried all the same. */
export function tellFetching(count: number, begun: readonly number[]): void {
  const undo = {
    label: () => translate('songs.notice.undoFetching'),
    run: () => {
      attempt(invoke('downloads.cancel', { ids: [...begun] }));
    },
  };
  notify(() => translate('songs.notice.fetching', { count }), begun.length > 0 ? { action: undo } : {});
}

/** Shows one of a song's files in the file manager, or its folder for null. */
export function showInFolder(clipId: ClipId, kind: AssetKind | null): void {
  attempt(invoke('system.showSong', { clipId, kind }));
}

/** Opens the song's sound, with the system's own program for null. */
export function openSong(clipId: ClipId, programId: string | null): void {
  attempt(invoke('system.openSong', { clipId, kind: null, programId }));
}

/** Opens it with a program that is chosen now, and remembered. */
export function openSongWithAnother(clipId: ClipId): void {
  attempt(
    invoke('system.chooseProgram', {}).then((program) => {
      if (program !== null) openSong(clipId, program.id);
    }),
  );
}

/** Copies the words as they came, section labels included. */
export function copyLyrics(clipId: ClipId): void {
  attempt(
    invoke('lyrics.get', { clipId }).then((lyrics) => {
      if (lyrics === null || lyrics.text.trim() === '') notify(() => translate('songs.notice.noWords'));
      else copyText(lyrics.text);
    }),
  );
}

/** Copies the id of the job that made the song. */
export function copyJobId(clipId: ClipId): void {
  attempt(
    invoke('songs.get', { clipId }).then((song) => {
      const jobId = song?.jobIds[0];
      if (jobId === undefined) notify(() => translate('songs.notice.noJob'));
      else copyText(jobId);
    }),
  );
}
