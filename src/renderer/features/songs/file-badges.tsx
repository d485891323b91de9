import type { ReactElement } from 'react';
import clsx from 'clsx';
import { Download, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Asset, ClipId, SongRow } from '@shared/model';
import { formatPercent } from '../../format';
import { translate } from '../../i18n';
import { useProgress, useSnapshot } from '../../query';
import { downloadKey } from '../../transfer-progress';
import { Badge } from '../../ui/badge';
import { Tooltip } from '../../ui/tooltip';
import { fileBadges, newsBadges, type FileBadge } from './song-files';
import styles from './file-badges.module.css';

export interface FileBadgesProps {
  readonly song: SongRow;
  readonly onFetch: (clipId: ClipId) => void;
  /** Leaves out what is simply there, and begins at the left. */
  readonly isNewsOnly?: boolean;
}

/**
 * Which files of a song are there, coming or failed, in words. Where there is no room for all, what is simply there
 * gives way to what is going on.
 */
export function FileBadges({ song, onFetch, isNewsOnly = false }: FileBadgesProps): ReactElement {
  const badges = isNewsOnly ? newsBadges(song) : fileBadges(song);
  return (
    <span className={clsx(styles.badges, isNewsOnly && styles.news)}>
      {badges.toReversed().map((badge) => (
        <OneBadge key={badgeKey(badge)} badge={badge} clipId={song.clipId} onFetch={onFetch} />
      ))}
    </span>
  );
}

interface OneBadgeProps {
  readonly badge: FileBadge;
  readonly clipId: ClipId;
  readonly onFetch: (clipId: ClipId) => void;
}

function OneBadge({ badge, clipId, onFetch }: OneBadgeProps): ReactElement {
  const { t } = useTranslation();
  switch (badge.kind) {
    case 'running':
      return <RunningBadge asset={badge.asset} clipId={clipId} />;
    case 'failed':
    case 'missing': {
      const reason = badge.assets[0].failure;
      const hint =
        badge.kind === 'missing' || reason === null
          ? t('songs.files.missingHint')
          : t('songs.files.failedHint', { reason: t(`downloads.failure.${reason.code}`) });
      const text = badgeText(badge);
      return (
        <Tooltip text={hint}>
          <button
            type="button"
            tabIndex={-1}
            className={clsx(styles.action, badge.kind === 'missing' && styles.missing)}
            aria-label={t('songs.files.fetchAgain', { state: text })}
            onClick={() => {
              onFetch(clipId);
            }}
          >
            {text}
            <RotateCw size={11} aria-hidden />
          </button>
        </Tooltip>
      );
    }
    case 'offered':
      return <OfferedBadge badge={badge} assets={badge.assets} clipId={clipId} onFetch={onFetch} />;
    case 'present':
      return (
        <span className={styles.dragged} draggable data-drag-kind={badge.asset.kind}>
          {badge.asset.isUnverified ? <UnverifiedBadge badge={badge} /> : <Badge>{badgeText(badge)}</Badge>}
        </span>
      );
    default:
      return <Badge>{badgeText(badge)}</Badge>;
  }
}

interface OfferedBadgeProps extends OneBadgeProps {
  readonly assets: readonly Asset[];
}

/** Nothing was fetched, perhaps because the settings did not want it then. What they want now is a press away. */
function OfferedBadge({ badge, assets, clipId, onFetch }: OfferedBadgeProps): ReactElement {
  const { t } = useTranslation();
  const { wantedAssets } = useSnapshot().settings;
  if (!assets.some(({ kind }) => wantedAssets.includes(kind))) return <Badge>{t('songs.files.none')}</Badge>;
  return (
    <Tooltip text={t('songs.files.offeredHint')}>
      <button
        type="button"
        tabIndex={-1}
        className={clsx(styles.action, styles.missing)}
        aria-label={t('songs.files.fetch', { state: badgeText(badge) })}
        onClick={() => {
          onFetch(clipId);
        }}
      >
        {badgeText(badge)}
        <Download size={11} aria-hidden />
      </button>
    </Tooltip>
  );
}

function UnverifiedBadge({ badge }: { readonly badge: FileBadge }): ReactElement {
  const { t } = useTranslation();
  return (
    <Tooltip text={t('songs.files.unverifiedHint')}>
      <span className={styles.hinted}>
        <Badge>{badgeText(badge)}</Badge>
      </span>
    </Tooltip>
  );
}

/** Alone in hearing the progress: the row around it is not drawn again. */
function RunningBadge({ asset, clipId }: { readonly asset: Asset; readonly clipId: ClipId }): ReactElement {
  const progress = useProgress(downloadKey(clipId, asset.kind));
  const total = progress?.totalBytes ?? 0;
  const percent = progress && total > 0 ? (progress.doneBytes / total) * 100 : asset.percent;
  return (
    <Badge tone="accent" className={styles.running}>
      {runningText(asset, percent)}
    </Badge>
  );
}

function runningText(asset: Asset, percent: number | null): string {
  const file = translate(`songs.files.name.${asset.kind}`);
  if (percent === null) return translate('songs.files.coming', { file });
  return translate('songs.files.percent', { file, percent: formatPercent(percent) });
}

/** What a badge says, also for the row's spoken name. */
export function badgeText(badge: FileBadge): string {
  switch (badge.kind) {
    case 'present': {
      const { kind, format, isUnverified } = badge.asset;
      const file = kind === 'audio' && format !== null ? format : translate(`songs.files.name.${kind}`);
      return isUnverified ? translate('songs.files.unverified', { file }) : file;
    }
    case 'running':
      return runningText(badge.asset, badge.asset.percent);
    case 'lyrics-only':
      return translate('songs.files.lyricsOnly');
    case 'none':
    case 'offered':
      return translate('songs.files.none');
    default: {
      const { kind, assets } = badge;
      if (assets.length > 1) return translate(`songs.files.${kind}Many`, { count: assets.length });
      return translate(`songs.files.${kind}`, { file: translate(`songs.files.name.${assets[0].kind}`) });
    }
  }
}

function badgeKey(badge: FileBadge): string {
  return 'asset' in badge ? `${badge.kind}-${badge.asset.kind}` : badge.kind;
}
