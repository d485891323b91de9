import type { ClipId, Song } from '@shared/model';
import type { Arrival, OpenSong } from './open-song';
import type { PlaybackFailureCode } from './playback-failure';
import type { PlayerNotice, PlayerState, SkipReason } from './player-state';
import type { Direction, QueueProgress } from './queue-progress';
import type { SongLookup } from './song-lookup';

/** So many songs in a row that do not play are no accident: the rest of a long queue is not tried. */
export const MOST_FAILURES = 20;

/** A song that has gone on for this long does play. */
const PLAYS_AFTER_MS = 400;

/** What happens when a file does not play: its song goes on from another file, else the queue with another song. */
export interface SongFailures {
  /** A file of the current song did not play; answers what is to be opened instead, null for nothing. */
  recover(clipId: ClipId | null, code: PlaybackFailureCode): Promise<Arrival | null>;
  /** Time has gone by: what plays by now ends a row of songs that did not. */
  notePlayed(): void;
  /** Songs that did not play are tried again. */
  forget(): void;
  /** The queue is gone through that way: on past a song that does not play, too. */
  head(direction: Direction): void;
}

export interface SongFailuresDeps {
  readonly queue: QueueProgress;
  readonly openSong: OpenSong;
  readonly lookup: SongLookup;
  readonly state: () => PlayerState;
  readonly arriveAt: (song: Song, startMs: number, isPlaying?: boolean) => Promise<Arrival>;
  readonly tell: (notice: PlayerNotice) => void;
}

export function createSongFailures(deps: SongFailuresDeps): SongFailures {
  const { queue, openSong, lookup, state, arriveAt, tell } = deps;
  /** Songs in a row that did not play although a file of theirs is there. */
  let failed: ReadonlySet<ClipId> = new Set();
  let direction: Direction = 'on';

  /** The current song does not play: says so, and the queue goes on the way that it came, until all have been tried. */
  async function passOver(clipId: ClipId, title: string, reason: SkipReason): Promise<Arrival | null> {
    failed = new Set([...failed, clipId]);
    const { repeat } = state();
    if (failed.size >= MOST_FAILURES) {
      openSong.standWithoutFile();
      tell({ kind: 'many-failed', count: failed.size });
      failed = new Set();
      return null;
    }
    let song = await queue.go(direction, repeat, failed);
    if (song === null && direction === 'back') {
      // Nothing before it plays: the song that was gone back from is the nearest.
      direction = 'on';
      song = await queue.go(direction, repeat, failed);
    }
    if (song !== null) {
      tell({ kind: 'skipped', title, reason });
      return arriveAt(song, 0, openSong.isMeantToPlay());
    }
    openSong.standWithoutFile();
    const isOneOfSome = failed.size === 1 || (await queue.hasNext('all', failed));
    tell(isOneOfSome ? { kind: 'stopped', title, reason } : { kind: 'nothing-playable' });
    failed = new Set();
    return null;
  }

  return {
    async recover(clipId, code) {
      const { kind, song: old } = state();
      // Another song has been asked for meanwhile: the failure is of no interest any more.
      if (clipId === null || kind === null || queue.current() !== clipId) return null;
      const startMs = openSong.failedAtMs();
      // Its disk was taken away, and with it those of all that follow: nothing is passed over.
      if (!(await lookup.lookForFiles(clipId))) {
        openSong.standWithoutFile(startMs);
        tell({ kind: 'folder-away' });
        return null;
      }
      // Main has noticed meanwhile when the file is not there any more.
      const song = await lookup.known(clipId);
      if (song === null) return passOver(clipId, old?.title ?? '', 'gone');
      const playing = openSong.withoutFile(song, kind);
      if (playing !== null) {
        tell({ kind: 'replaced', title: song.title, failed: kind, playing });
        return arriveAt(song, startMs, openSong.isMeantToPlay());
      }
      const isMissing = song.assets.some((each) => each.kind === kind && each.state === 'missing');
      return passOver(clipId, song.title, isMissing ? 'missing' : code);
    },
    notePlayed() {
      if (openSong.playedMs() > PLAYS_AFTER_MS) failed = new Set();
    },
    forget() {
      failed = new Set();
    },
    head(next) {
      direction = next;
    },
  };
}
