import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent, type ReactElement } from 'react';
import clsx from 'clsx';
import {
  MicVocal,
  Music,
  Pause,
  Play,
  Repeat as RepeatIcon,
  Repeat1,
  Shuffle,
  SkipBack,
  SkipForward,
  TvMinimalPlay,
  Volume,
  Volume1,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ClipId, Repeat } from '@shared/model';
import { invoke } from '../bridge';
import { translate } from '../i18n';
import { goTo, useListing, useSelectedSong } from '../navigation';
import { useSnapshot } from '../query';
import { dialogs } from '../shell/dialogs';
import { notifyFailure } from '../shell/failure-text';
import { useLyricsPanel } from '../shell/lyrics-panel-state';
import { notify } from '../shell/notices';
import { isTextField, useShortcuts, type Shortcut } from '../shell/shortcuts';
import { IconButton } from '../ui/button';
import { Cover } from '../ui/cover';
import { Slider } from '../ui/slider';
import { Tooltip } from '../ui/tooltip';
import { connectMediaSession } from './media-session';
import { presentAsset } from './playable';
import type { PlayerNotice } from './player-state';
import { SEEK_STEP_MS, SeekBar } from './seek-bar';
import { connectPlayer, onPlayerNotice, player, usePlayer } from './use-player';
import { VideoStage } from './video-stage';
import styles from './player-bar.module.css';

const VOLUME_STEP = 0.05;
const NEXT_REPEAT: Readonly<Record<Repeat, Repeat>> = { off: 'all', all: 'one', one: 'off' };

/** The strip at the bottom of the window: what plays, and all that can be done with it. */
export function PlayerBar(): ReactElement {
  const { t } = useTranslation();
  const playOrPause = usePlayOrPause();
  usePlayerLife();
  usePlayerShortcuts(playOrPause);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    // Sliders have steps of their own.
    if ((event.target as HTMLElement).matches('input, [role=slider]')) return;
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    player.seekBy(event.key === 'ArrowRight' ? SEEK_STEP_MS : -SEEK_STEP_MS);
  };

  return (
    <section className={styles.player} aria-label={t('player.label')} onKeyDown={onKeyDown}>
      <NowPlaying />
      <div className={styles.middle}>
        <Transport onPlayOrPause={playOrPause} />
        <SeekBar />
      </div>
      <Extras />
      <VideoStage />
    </section>
  );
}

/** Starts what the player needs from the window, once. */
function usePlayerLife(): void {
  const { settings } = useSnapshot();
  const isRestored = useRef(false);
  useEffect(() => {
    if (isRestored.current) return;
    isRestored.current = true;
    player.restore(settings);
  }, [settings]);
  useEffect(() => connectPlayer(), []);
  useEffect(() => connectMediaSession(player), []);
  useEffect(() => onPlayerNotice(tellNotice), []);
}

function tellNotice(notice: PlayerNotice): void {
  switch (notice.kind) {
    case 'request-failed':
      notifyFailure(notice.error);
      return;
    case 'nothing-playable':
      notify(translate('player.notice.nothingPlayable'), { tone: 'bad' });
      return;
    case 'replaced':
      notify(
        translate('player.notice.replaced', {
          title: notice.title,
          failed: translate(`player.file.${notice.failed}`),
          playing: translate(`player.file.${notice.playing}`),
        }),
      );
      return;
    case 'skipped':
    case 'stopped':
      notify(
        translate(`player.notice.${notice.kind}`, {
          title: notice.title === '' ? translate('player.notice.untitled') : notice.title,
          reason: translate(`player.reason.${notice.reason}`),
        }),
        { tone: 'bad' },
      );
  }
}

/** Plays or pauses; with nothing in the player yet, begins with the selected song, else the first of the list. */
function usePlayOrPause(): () => void {
  const [listing] = useListing();
  const [selected] = useSelectedSong();
  return useCallback(() => {
    if (player.getState().clipId === null) player.playListing(listing, selected);
    else player.toggle();
  }, [listing, selected]);
}

/** With Ctrl, or Command on a Mac. */
const ARROW_ACTIONS: Readonly<Record<string, () => void>> = {
  ArrowLeft: player.previous,
  ArrowRight: player.next,
  ArrowUp: () => {
    player.setVolume(player.getState().volume + VOLUME_STEP);
  },
  ArrowDown: () => {
    player.setVolume(player.getState().volume - VOLUME_STEP);
  },
};

/** Ctrl with an arrow moves by words in a text field, and is the player's everywhere else. */
function useArrowChords(): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.shiftKey) return;
      if (event.ctrlKey === event.metaKey || isTextField(event.target) || dialogs.isOpen()) return;
      const action = ARROW_ACTIONS[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

function usePlayerShortcuts(playOrPause: () => void): void {
  const { t } = useTranslation();
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const entry = (id: string, keys: string[], label: string, run: (() => void) | null): Shortcut => ({
      id,
      keys,
      group: 'player',
      label,
      run,
    });
    const command = (id: string, run: () => void): Shortcut => ({
      id,
      keys: [],
      group: 'player',
      label: null,
      run,
    });
    return [
      entry('play-pause', ['Space'], t('player.shortcut.playPause'), playOrPause),
      command('previous', player.previous),
      command('next', player.next),
      entry('previous-keys', ['Ctrl+Left'], t('player.shortcut.previous'), null),
      entry('next-keys', ['Ctrl+Right'], t('player.shortcut.next'), null),
      entry('seek-back', ['Shift+Left'], t('player.shortcut.back'), () => {
        player.seekBy(-SEEK_STEP_MS);
      }),
      entry('seek-forward', ['Shift+Right'], t('player.shortcut.forward'), () => {
        player.seekBy(SEEK_STEP_MS);
      }),
      entry('louder', ['Ctrl+Up'], t('player.shortcut.louder'), null),
      entry('softer', ['Ctrl+Down'], t('player.shortcut.softer'), null),
      entry('mute', ['Ctrl+Shift+M'], t('player.shortcut.mute'), player.toggleMuted),
      entry('shuffle', ['Ctrl+Shift+S'], t('player.shortcut.shuffle'), toggleShuffle),
      entry('repeat', ['Ctrl+Shift+R'], t('player.shortcut.repeat'), stepRepeat),
      entry('video', ['Ctrl+Shift+V'], t('player.shortcut.video'), toggleVideo),
    ];
  }, [t, playOrPause]);
  useShortcuts(shortcuts);
  useArrowChords();
}

function toggleShuffle(): void {
  player.setShuffled(!player.getState().isShuffled);
}

function stepRepeat(): void {
  player.setRepeat(NEXT_REPEAT[player.getState().repeat]);
}

function toggleVideo(): void {
  player.setVideo(!player.getState().isVideo);
}

/** Cover and title of the current song; a press shows it in the list. */
function NowPlaying(): ReactElement {
  const { t } = useTranslation();
  const { song } = usePlayer();
  const [, select] = useSelectedSong();
  const [listing, changeListing] = useListing();

  const showInList = (clipId: ClipId) => {
    goTo('songs');
    select(clipId);
    invoke('songs.position', { ...listing, clipId })
      .then((index) => {
        // A search that hides the song would make the press do nothing.
        if (index === null) changeListing({ search: '' });
      })
      .catch(notifyFailure);
  };

  if (song === null) {
    return (
      <div className={styles.now}>
        <span className={styles.noCover}>
          <Music size={20} strokeWidth={1.5} aria-hidden />
        </span>
        <span className={styles.words}>
          <span className={clsx(styles.title, styles.quiet)}>{t('player.nothing')}</span>
          <span className={styles.detail}>{t('player.nothingHint')}</span>
        </span>
      </div>
    );
  }
  const cover = presentAsset(song, 'cover');
  return (
    <div className={styles.now}>
      <button
        type="button"
        className={styles.song}
        aria-label={t('player.showInList', { title: song.title })}
        onClick={() => {
          showInList(song.clipId);
        }}
      >
        <Cover clipId={song.clipId} hasCover={cover !== null} version={cover?.sha256 ?? null} size={48} />
        <span className={styles.words}>
          <span className={styles.title} dir="auto">
            {song.title}
          </span>
          <span className={styles.detail} dir="auto">
            {song.model ?? song.subtitle}
          </span>
        </span>
      </button>
    </div>
  );
}

/** Shuffle, previous, play, next, repeat. */
function Transport({ onPlayOrPause }: { readonly onPlayOrPause: () => void }): ReactElement {
  const { t } = useTranslation();
  const { clipId, isPlaying, isShuffled, repeat } = usePlayer();
  const { counts } = useSnapshot();
  const isEmpty = clipId === null;
  return (
    <div className={styles.transport}>
      <IconButton
        label={t('player.shuffle')}
        icon={Shuffle}
        shortcut="Ctrl+Shift+S"
        isPressed={isShuffled}
        className={clsx(styles.toggle, isShuffled && styles.on)}
        onClick={toggleShuffle}
      />
      <IconButton
        label={t('player.previous')}
        icon={SkipBack}
        iconSize={18}
        isFilled
        shortcut="Ctrl+Left"
        isDisabled={isEmpty}
        onClick={player.previous}
      />
      <IconButton
        label={isPlaying ? t('player.pause') : t('player.play')}
        icon={isPlaying ? Pause : Play}
        iconSize={16}
        isFilled
        shortcut="Space"
        isDisabled={isEmpty && counts.songs === 0}
        className={clsx(styles.play, !isPlaying && styles.playGlyph)}
        onClick={onPlayOrPause}
      />
      <IconButton
        label={t('player.next')}
        icon={SkipForward}
        iconSize={18}
        isFilled
        shortcut="Ctrl+Right"
        isDisabled={isEmpty}
        onClick={player.next}
      />
      <IconButton
        label={t(`player.repeat.${repeat}`)}
        icon={repeat === 'one' ? Repeat1 : RepeatIcon}
        shortcut="Ctrl+Shift+R"
        className={clsx(styles.toggle, repeat !== 'off' && styles.on)}
        onClick={stepRepeat}
      />
    </div>
  );
}

/** What is heard and seen beside the song: lossless file, video, lyrics, volume. */
function Extras(): ReactElement {
  const { t } = useTranslation();
  const { song, kind, isVideo, source } = usePlayer();
  const lyricsPanel = useLyricsPanel();
  const hasWav = song !== null && presentAsset(song, 'wav') !== null;
  const hasVideo = song !== null && presentAsset(song, 'video') !== null;

  return (
    <div className={styles.extras}>
      <Tooltip text={song === null || hasWav ? t('player.source.wav') : t('player.source.noWav')}>
        <button
          type="button"
          className={clsx(
            styles.source,
            source === 'wav' && styles.on,
            source === 'wav' && kind === 'audio' && styles.unmet,
          )}
          aria-pressed={source === 'wav'}
          aria-label={t('player.source.wav')}
          onClick={() => {
            player.setSource(source === 'wav' ? 'audio' : 'wav');
          }}
        >
          {t('common.asset.wav')}
        </button>
      </Tooltip>
      <IconButton
        label={isVideo ? t('player.video.hide') : hasVideo ? t('player.video.show') : t('player.video.none')}
        icon={TvMinimalPlay}
        shortcut="Ctrl+Shift+V"
        isPressed={isVideo}
        isDisabled={!hasVideo && !isVideo}
        className={clsx(styles.toggle, isVideo && styles.on)}
        onClick={toggleVideo}
      />
      <IconButton
        label={lyricsPanel.isOpen ? t('player.lyrics.hide') : t('player.lyrics.show')}
        icon={MicVocal}
        isPressed={lyricsPanel.isOpen}
        className={clsx(styles.toggle, lyricsPanel.isOpen && styles.on)}
        onClick={lyricsPanel.toggle}
      />
      <VolumeControl />
    </div>
  );
}

function VolumeControl(): ReactElement {
  const { t } = useTranslation();
  const { volume, isMuted } = usePlayer();
  const heard = isMuted ? 0 : volume;
  const icon = isMuted ? VolumeX : heard === 0 ? Volume : heard < 0.5 ? Volume1 : Volume2;
  return (
    <div
      className={styles.volume}
      onWheel={(event) => {
        player.setVolume(volume - Math.sign(event.deltaY) * VOLUME_STEP);
      }}
    >
      <IconButton
        label={isMuted ? t('player.unmute') : t('player.mute')}
        icon={icon}
        iconSize={17}
        shortcut="Ctrl+Shift+M"
        onClick={player.toggleMuted}
      />
      <Slider
        className={styles.volumeSlider}
        label={t('player.volume')}
        valueText={(value) => t('common.percent', { value: Math.round(value) })}
        value={Math.round(heard * 100)}
        max={100}
        step={1}
        largeStep={10}
        onChange={(value) => {
          player.setVolume(value / 100);
        }}
      />
    </div>
  );
}
