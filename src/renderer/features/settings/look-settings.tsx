import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_CROSSFADE_MS, MAX_DEVICE_OFFSET_MS } from '@shared/model';
import { useSnapshot } from '../../query';
import { useUpdateSettings } from '../../shell/use-update-settings';
import { Segmented } from '../../ui/choice';
import { NumberSetting } from './number-setting';

export function ThemeSetting(): ReactElement {
  const { t } = useTranslation();
  const { theme } = useSnapshot().settings;
  const update = useUpdateSettings();
  return (
    <Segmented
      label={t('settings.theme.label')}
      value={theme}
      options={(['system', 'light', 'dark'] as const).map((value) => ({
        value,
        label: t(`settings.theme.${value}`),
      }))}
      onChange={(next) => {
        update({ theme: next });
      }}
    />
  );
}

export function SourceSetting(): ReactElement {
  const { t } = useTranslation();
  const { playbackSource } = useSnapshot().settings;
  const update = useUpdateSettings();
  return (
    <Segmented
      label={t('settings.playback.label')}
      value={playbackSource}
      options={(['audio', 'wav'] as const).map((value) => ({
        value,
        label: t(`settings.playback.${value}`),
      }))}
      onChange={(next) => {
        update({ playbackSource: next });
      }}
    />
  );
}

export function CrossfadeSetting(): ReactElement {
  const { t } = useTranslation();
  const { crossfadeMs } = useSnapshot().settings;
  const update = useUpdateSettings();
  return (
    <NumberSetting
      label={t('settings.crossfade.field')}
      hint={t('settings.crossfade.hint')}
      value={crossfadeMs / 1_000}
      min={0}
      max={MAX_CROSSFADE_MS / 1_000}
      onChange={(seconds) => {
        update({ crossfadeMs: seconds * 1_000 });
      }}
    />
  );
}

export function LyricsOffsetSetting(): ReactElement {
  const { t } = useTranslation();
  const { lyricsOffsetMs } = useSnapshot().settings;
  const update = useUpdateSettings();
  return (
    <NumberSetting
      label={t('settings.lyricsOffset.field')}
      hint={t('settings.lyricsOffset.hint')}
      value={lyricsOffsetMs}
      min={-MAX_DEVICE_OFFSET_MS}
      max={MAX_DEVICE_OFFSET_MS}
      step={50}
      onChange={(next) => {
        update({ lyricsOffsetMs: next });
      }}
    />
  );
}
