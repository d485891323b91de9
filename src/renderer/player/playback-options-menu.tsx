import { useState, type ReactElement } from 'react';
import { PictureInPicture2, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { FASTEST_PLAYBACK, METERS, SLOWEST_PLAYBACK, type PlaybackSource } from '@shared/model';
import { formatClockTime } from '../format';
import { useSnapshot } from '../query';
import { useUpdateSettings } from '../shell/use-update-settings';
import { Button } from '../ui/button';
import { Popover } from '../ui/popover';
import { Select } from '../ui/select';
import { Slider } from '../ui/slider';
import { Tooltip } from '../ui/tooltip';
import { clockText } from './clock-text';
import { STOP_MINUTES, stopAfter, type StopChoice } from './stop-choices';
import { useMiniPlayer } from './use-mini-player';
import { VolumeControl } from './volume-control';
import { useOutputDevices } from './use-output-devices';
import { player, usePlayer } from './use-player';
import styles from './playback-options-menu.module.css';

/** Steps of the slider; keys that change the speed take them too. */
export const SPEED_STEP = 0.05;

/** How the song is played: speed, a part again and again, when it ends by itself, and where it is heard. */
export function PlaybackOptionsMenu(): ReactElement {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { setMini } = useMiniPlayer();
  const { speed, loop, loopFromMs, stop } = usePlayer();
  const isChanged = speed !== 1 || loop !== null || loopFromMs !== null || stop !== null;
  const told = [
    speed === 1 ? null : t('player.options.speedValue', { speed }),
    loop === null ? null : t('player.options.loopShort'),
    stop === null ? null : t('player.options.stopShort'),
  ].filter((text) => text !== null);
  return (
    <Popover
      title={t('player.options.label')}
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          className={styles.trigger}
          data-changed={isChanged || undefined}
          aria-label={[t('player.options.label'), ...told].join(', ')}
        >
          <Tooltip text={t('player.options.label')}>
            <span className={styles.icon}>
              <SlidersHorizontal size={16} aria-hidden />
            </span>
          </Tooltip>
          {told.length > 0 && <span className={styles.told}>{told.join(' · ')}</span>}
        </button>
      }
    >
      <div className={styles.options}>
        <div className={styles.withoutRoom}>
          <VolumeControl />
        </div>
        <SpeedOption />
        <LoopOption />
        <StopOption />
        <SourceOption />
        <DeviceOption />
        <MeterOption />
        <Button
          size="small"
          icon={PictureInPicture2}
          onClick={() => {
            setOpen(false);
            setMini(true);
          }}
        >
          {t('player.mini.open')}
        </Button>
      </div>
    </Popover>
  );
}

function SpeedOption(): ReactElement {
  const { t } = useTranslation();
  const { speed } = usePlayer();
  return (
    <div className={styles.option}>
      <div className={styles.line}>
        <span className={styles.label}>{t('player.options.speed')}</span>
        <span className={styles.value}>{t('player.options.speedValue', { speed })}</span>
        <Button
          size="small"
          variant="ghost"
          isDisabled={speed === 1}
          onClick={() => {
            player.setSpeed(1);
          }}
        >
          {t('player.options.usual')}
        </Button>
      </div>
      <Slider
        label={t('player.options.speed')}
        valueText={(value) => t('player.options.speedValue', { speed: value })}
        value={speed}
        min={SLOWEST_PLAYBACK}
        max={FASTEST_PLAYBACK}
        step={SPEED_STEP}
        largeStep={0.25}
        onChange={player.setSpeed}
      />
    </div>
  );
}

function LoopOption(): ReactElement {
  const { t } = useTranslation();
  const { clipId, loop, loopFromMs } = usePlayer();
  const action = loop !== null ? 'loopClear' : loopFromMs === null ? 'loopFrom' : 'loopTo';
  const now =
    loop !== null
      ? t('player.options.loopSpan', { from: clockText(loop.fromMs), to: clockText(loop.toMs) })
      : loopFromMs === null
        ? t('player.options.loopNone')
        : t('player.options.loopBegun', { from: clockText(loopFromMs) });
  return (
    <div className={styles.option}>
      <div className={styles.line}>
        <span className={styles.label}>{t('player.options.loop')}</span>
        <span className={styles.value}>{now}</span>
        <Button size="small" isDisabled={clipId === null} onClick={player.stepLoop}>
          {t(`player.options.${action}`)}
        </Button>
      </div>
    </div>
  );
}

function StopOption(): ReactElement {
  const { t } = useTranslation();
  const { stop } = usePlayer();
  const value: StopChoice | 'running' = stop === null ? 'never' : stop.kind === 'song' ? 'song' : 'running';
  const running =
    stop?.kind === 'time'
      ? [
          {
            value: 'running' as const,
            label: t('player.options.stopAt', { time: formatClockTime(stop.at) }),
          },
        ]
      : [];
  return (
    <div className={styles.option}>
      <Select<StopChoice | 'running'>
        label={t('player.options.stop')}
        value={value}
        options={[
          { value: 'never', label: t('player.options.stopNever') },
          { value: 'song', label: t('player.options.stopSong') },
          ...running,
          ...STOP_MINUTES.map((minutes) => ({
            value: `${minutes}` as const,
            label: t('player.options.stopIn', { count: minutes }),
          })),
        ]}
        onChange={(choice) => {
          if (choice !== 'running') player.setStop(stopAfter(choice, Date.now()));
        }}
      />
    </div>
  );
}

function SourceOption(): ReactElement {
  const { t } = useTranslation();
  const { source } = usePlayer();
  return (
    <div className={styles.option}>
      <Select<PlaybackSource>
        label={t('player.options.source')}
        value={source}
        options={[
          { value: 'audio', label: t('player.options.sourceAudio') },
          { value: 'wav', label: t('player.options.sourceWav') },
        ]}
        onChange={player.setSource}
      />
    </div>
  );
}

function DeviceOption(): ReactElement {
  const { t } = useTranslation();
  const { settings } = useSnapshot();
  const updateSettings = useUpdateSettings();
  const devices = useOutputDevices();
  const chosen = settings.outputDevice;
  const isThere = chosen === null || devices.some(({ id }) => id === chosen.id);
  return (
    <div className={styles.option}>
      <Select
        label={t('player.options.device')}
        value={chosen?.id ?? ''}
        options={[
          { value: '', label: t('player.options.deviceSystem') },
          ...devices.map(({ id, label }) => ({ value: id, label })),
          ...(isThere
            ? []
            : [{ value: chosen.id, label: t('player.options.deviceGone', { label: chosen.label }) }]),
        ]}
        onChange={(id) => {
          const device = devices.find((each) => each.id === id) ?? null;
          if (id === '' || device !== null) updateSettings({ outputDevice: device });
        }}
      />
    </div>
  );
}

function MeterOption(): ReactElement {
  const { t } = useTranslation();
  const { meter } = useSnapshot().settings;
  const updateSettings = useUpdateSettings();
  return (
    <div className={styles.option}>
      <Select
        label={t('player.meter.label')}
        value={meter}
        options={METERS.map((value) => ({ value, label: t(`player.meter.${value}`) }))}
        onChange={(value) => {
          updateSettings({ meter: value });
        }}
      />
    </div>
  );
}
