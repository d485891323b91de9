import type { ReactElement } from 'react';
import clsx from 'clsx';
import { ListMusic, MicVocal, PictureInPicture2, TvMinimalPlay } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSidePanel } from '../shell/side-panel-state';
import { IconButton } from '../ui/button';
import { Tooltip } from '../ui/tooltip';
import { PlaybackOptionsMenu } from './playback-options-menu';
import { presentAsset } from './playable';
import { toggleVideo } from './player-actions';
import { ToggleButton } from './toggle-button';
import { useMiniPlayer } from './use-mini-player';
import { player, usePlayer } from './use-player';
import { VolumeControl } from './volume-control';
import styles from './extras.module.css';

/** What is heard and seen beside the song: lossless file, video, lyrics, volume. */
export function Extras(): ReactElement {
  const { t } = useTranslation();
  const { song, isVideo } = usePlayer();
  const panel = useSidePanel();
  const { setMini } = useMiniPlayer();
  const hasVideo = song !== null && presentAsset(song, 'video') !== null;
  return (
    <div className={styles.extras}>
      <PlaybackOptionsMenu />
      <SourceButton />
      <ToggleButton
        label={isVideo ? t('player.video.hide') : hasVideo ? t('player.video.show') : t('player.video.none')}
        icon={TvMinimalPlay}
        shortcut="video"
        isOn={isVideo}
        isDisabled={!hasVideo && !isVideo}
        onClick={toggleVideo}
      />
      <ToggleButton
        label={panel.view === 'lyrics' ? t('player.lyrics.hide') : t('player.lyrics.show')}
        icon={MicVocal}
        shortcut="toggle-lyrics"
        isOn={panel.view === 'lyrics'}
        onClick={() => {
          panel.toggle('lyrics');
        }}
      />
      <ToggleButton
        label={panel.view === 'queue' ? t('player.queue.hide') : t('player.queue.show')}
        icon={ListMusic}
        shortcut="queue"
        isOn={panel.view === 'queue'}
        onClick={() => {
          panel.toggle('queue');
        }}
      />
      <IconButton
        label={t('player.mini.open')}
        icon={PictureInPicture2}
        shortcut="mini-player"
        className={styles.inOptions}
        onClick={() => {
          setMini(true);
        }}
      />
      <VolumeControl isInBar />
    </div>
  );
}

/** Whether the lossless file plays where there is one. */
function SourceButton(): ReactElement {
  const { t } = useTranslation();
  const { song, kind, source } = usePlayer();
  const isWanted = source === 'wav';
  const hasWav = song !== null && presentAsset(song, 'wav') !== null;
  return (
    <Tooltip text={song === null || hasWav ? t('player.source.wav') : t('player.source.noWav')}>
      <button
        type="button"
        className={clsx(
          styles.source,
          styles.inOptions,
          isWanted && styles.on,
          isWanted && (kind === 'audio' || kind === 'video') && styles.unmet,
        )}
        aria-pressed={isWanted}
        aria-label={t('player.source.wav')}
        onClick={() => {
          player.setSource(isWanted ? 'audio' : 'wav');
        }}
      >
        {t('common.asset.wav')}
      </button>
    </Tooltip>
  );
}
