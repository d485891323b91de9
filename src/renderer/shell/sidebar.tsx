import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import clsx from 'clsx';
import { AudioLines, Download, Hourglass, LogOut, MicVocal, Settings, type LucideIcon } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import { invoke } from '../bridge';
import { formatNumber, formatSpeed } from '../format';
import { placePath, usePlace, type Place } from '../navigation';
import { setPictureSize, useHasSmallPicture } from '../player/picture-size';
import { useDownloadSpeed, useSnapshot } from '../query';
import { Button } from '../ui/button';
import { Tooltip } from '../ui/tooltip';
import { useMediaQuery } from '../ui/use-media-query';
import { ExportLine } from './export-line';
import { notifyFailure } from './failure-text';
import { Logo } from './logo';
import { PlaylistList } from './playlist-list';
import { SavedSearchList } from './saved-search-list';
import styles from './sidebar.module.css';

/** A narrow window shows only the signs of the places; as in `tokens.css` and `sidebar.module.css`. */
const COLLAPSED = '(max-width: 759px)';

interface PlaceBadge {
  readonly text: string;
  /** The same for people who do not see where it stands. */
  readonly description: string;
  readonly tone: 'plain' | 'accent' | 'bad';
}

/** What the place *Downloads* says of itself: failures wait for a person, so they come before what goes by itself. */
function useDownloadsBadge(): PlaceBadge | null {
  const { t } = useTranslation();
  const { counts, holds } = useSnapshot();
  const speed = useDownloadSpeed();
  const waiting = counts.downloads - counts.failedDownloads;
  if (speed > 0) return plainBadge(formatSpeed(speed), 'accent');
  if (counts.failedDownloads > 0)
    return {
      ...numberBadge(counts.failedDownloads, t('shell.badge.failed', { count: counts.failedDownloads })),
      tone: 'bad',
    };
  if (waiting === 0) return null;
  if (holds.some((hold) => hold.kind === 'downloads-paused')) return plainBadge(t('shell.badge.paused'));
  return numberBadge(waiting, t('shell.badge.waiting', { count: waiting }));
}

/** Beside the place's name there is room for a large number, or for a small one in words. */
const MOST_IN_WORDS = 999;

function numberBadge(count: number, description: string): PlaceBadge {
  return { text: count > MOST_IN_WORDS ? formatNumber(count) : description, description, tone: 'plain' };
}

function plainBadge(text: string, tone: PlaceBadge['tone'] = 'plain'): PlaceBadge {
  return { text, description: text, tone };
}

function DownloadsLink(): ReactElement {
  const { t } = useTranslation();
  return (
    <PlaceLink
      place="downloads"
      icon={Download}
      label={t('shell.places.downloads')}
      badge={useDownloadsBadge()}
    />
  );
}

interface PlaceLinkProps {
  readonly place: Place;
  readonly icon: LucideIcon;
  readonly label: string;
  readonly badge?: PlaceBadge | null;
}

function PlaceLink({ place, icon: Icon, label, badge = null }: PlaceLinkProps): ReactElement {
  const { t } = useTranslation();
  const [current] = usePlace();
  const badgeId = useId();
  const isCurrent = current === place;
  const isCollapsed = useMediaQuery(COLLAPSED);
  const tooltip = badge === null ? label : [label, badge.description].join(t('common.separator'));
  return (
    <li className={styles.item}>
      <Tooltip text={tooltip} side="right" isOff={!isCollapsed}>
        <Link
          href={placePath(place)}
          // The address keeps its search part: what was looked for is still there on the way back.
          onClick={(event) => {
            event.preventDefault();
            // Also where the place is open already, under the picture.
            setPictureSize('small');
            window.history.pushState(null, '', placePath(place) + window.location.search);
          }}
          aria-current={isCurrent ? 'page' : undefined}
          aria-describedby={badge ? badgeId : undefined}
          className={clsx(styles.link, isCurrent && styles.current)}
          draggable={false}
        >
          <Icon size={16} aria-hidden className={styles.icon} />
          <span className={styles.label}>{label}</span>
        </Link>
      </Tooltip>
      {badge && (
        <>
          {/* Beside the link, so that the link's name stays the place's alone. */}
          <span aria-hidden className={clsx(styles.badge, styles[badge.tone])}>
            {badge.text}
          </span>
          <span id={badgeId} hidden>
            {badge.description}
          </span>
        </>
      )}
    </li>
  );
}

function SampleMarker(): ReactElement {
  const { t } = useTranslation();
  const isCollapsed = useMediaQuery(COLLAPSED);
  const leave = useMutation({ mutationFn: () => invoke('sample.leave', {}), onError: notifyFailure });
  return (
    <div className={styles.sample}>
      <p className={styles.sampleTitle}>{t('shell.sample.title')}</p>
      <p className={styles.sampleText}>{t('shell.sample.text')}</p>
      <Tooltip text={t('shell.sample.leave')} side="right" isOff={!isCollapsed}>
        <Button
          size="small"
          icon={LogOut}
          className={styles.sampleLeave}
          isBusy={leave.isPending}
          onClick={() => {
            leave.mutate();
          }}
        >
          {t('shell.sample.leave')}
        </Button>
      </Tooltip>
    </div>
  );
}

/** Where one can go, and how much is there. */
export function Sidebar(): ReactElement {
  const { t } = useTranslation();
  const { counts, isSample } = useSnapshot();
  const hasSmallPicture = useHasSmallPicture();
  const songs: PlaceBadge | null =
    counts.songs > 0
      ? {
          text: formatNumber(counts.songs),
          description: t('shell.badge.songs', { count: counts.songs }),
          tone: 'plain',
        }
      : null;
  const jobs =
    counts.activeJobs > 0
      ? plainBadge(t('shell.badge.active', { count: counts.activeJobs }), 'accent')
      : null;

  return (
    <nav aria-label={t('shell.places.label')} className={styles.sidebar}>
      <div className={styles.brand}>
        <Logo size={20} />
        <span className={styles.label}>{t('common.appName')}</span>
      </div>
      <div className={styles.places}>
        <ul className={styles.list}>
          <PlaceLink place="songs" icon={AudioLines} label={t('shell.places.songs')} badge={songs} />
          <PlaceLink place="lyrics" icon={MicVocal} label={t('shell.places.lyrics')} />
          <PlaceLink place="jobs" icon={Hourglass} label={t('shell.places.jobs')} badge={jobs} />
          <DownloadsLink />
        </ul>
        <ExportLine />
        <div className={styles.lists}>
          <PlaylistList />
          <SavedSearchList />
        </div>
        {isSample && <SampleMarker />}
        <ul className={clsx(styles.list, styles.foot)}>
          <PlaceLink place="settings" icon={Settings} label={t('shell.places.settings')} />
        </ul>
      </div>
      {hasSmallPicture && <div className={styles.pictureSlot} />}
    </nav>
  );
}
