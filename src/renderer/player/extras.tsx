import type { ReactElement } from 'react';
import clsx from 'clsx';
import { MicVocal, PictureInPicture2, TvMinimalPlay } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLyricsPanel } from '../shell/lyrics-panel-state';
import { IconButton } from '../ui/button';
import { Tooltip } from '../ui/tooltip';
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
  const lyricsPanel = useLyricsPanel();
  const { setMini } = useMiniPlayer();
  const hasVideo = song !== null && presentAsset(song, 'video') !== null;
  return (
    <div className={styles.extras}>
      <SourceButton />
      <ToggleButton
        label={isVideo ? t('player.video.hide') : hasVideo ? t('player.video.show') : t('player.video.none')}
        icon={TvMinimalPlay}
        shortcut="Ctrl+Shift+V"
        isOn={isVideo}
        isPressed={isVideo}
        isDisabled={!hasVideo && !isVideo}
        onClick={toggleVideo}
      />
      <ToggleButton
        label={lyricsPanel.isOpen ? t('player.lyrics.hide') : t('player.lyrics.show')}
        icon={MicVocal}
        isOn={lyricsPanel.isOpen}
        isPressed={lyricsPanel.isOpen}
        onClick={lyricsPanel.toggle}
      />
      <IconButton
        label={t('player.mini.open')}
        icon={PictureInPicture2}
        shortcut="Ctrl+Shift+P"
        onClick={() => {
          setMini(true);
        }}
      />
      <VolumeControl />
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
