import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { Input } from '@shared/ipc/contract';
import {
  SONG_COLUMNS,
  USUAL_SONG_COLUMNS,
  type ClipId,
  type Settings,
  type SongColumn,
  type SongRow,
} from '@shared/model';
import { formatDate, formatDuration, formatFullDate, formatNumber } from '../../format';
import { actionText } from '../../shell/action-words';
import { translate } from '../../i18n';
import { boundedWidth, type GridColumn, type ResizableWidth } from '../../ui/grid-columns';
import type { MenuItem } from '../../ui/menu';
import { BriefTitle } from '../../ui/title-lines';
import { widthItems } from '../../ui/width-items';
import { FileBadges } from './file-badges';
import { RowHeart, RowStars } from './row-notes';
import { SongTitle } from './song-title';
import styles from './songs-page.module.css';

type ColumnSettings = Pick<Settings, 'songColumns' | 'songColumnWidths'>;
type ColumnChange = Pick<Input<'settings.update'>, 'songColumns' | 'songColumnWidths'>;

interface ColumnKind {
  /** Pixels: as wide as it is by default, and what it can be made. */
  readonly width: ResizableWidth;
  readonly isSortable: boolean;
  /** Which column gives way first where there is no room for all; null: none would be left without it. */
  readonly dropOrder: number | null;
}

const KINDS: Readonly<Record<SongColumn, ColumnKind>> = {
  favourite: { width: { px: 62, min: 40, max: 120 }, isSortable: true, dropOrder: 5 },
  rating: { width: { px: 88, min: 84, max: 160 }, isSortable: true, dropOrder: 4 },
  tags: { width: { px: 130, min: 60, max: 400 }, isSortable: false, dropOrder: 2 },
  plays: { width: { px: 52, min: 44, max: 120 }, isSortable: true, dropOrder: 1 },
  played: { width: { px: 88, min: 56, max: 200 }, isSortable: true, dropOrder: 0 },
  model: { width: { px: 76, min: 48, max: 300 }, isSortable: true, dropOrder: 4 },
  action: { width: { px: 72, min: 48, max: 300 }, isSortable: false, dropOrder: 1 },
  lyrics: { width: { px: 84, min: 48, max: 200 }, isSortable: false, dropOrder: 2 },
  duration: { width: { px: 56, min: 48, max: 200 }, isSortable: true, dropOrder: 5 },
  created: { width: { px: 82, min: 56, max: 200 }, isSortable: true, dropOrder: 3 },
  arrived: { width: { px: 82, min: 56, max: 200 }, isSortable: true, dropOrder: 0 },
  files: { width: { px: 150, min: 120, max: 400 }, isSortable: false, dropOrder: null },
};
/** Pixels that the title keeps, its cover included. */
const LEAST_TITLE = 200;
/** Pixels of a list in which files are told: where there is less, the title has them. */
const LEAST_WITH_FILES = 380;

/** The columns of the list as the user has chosen them. */
export function songColumns(
  { songColumns: chosen, songColumnWidths: widths }: ColumnSettings,
  onPlay: (song: SongRow) => void,
  onFetch: (clipId: ClipId) => void,
  t: TFunction,
): readonly GridColumn<SongRow>[] {
  const title: GridColumn<SongRow> = {
    key: 'title',
    header: t('songs.column.title'),
    width: 'minmax(0, 1fr)',
    minWidth: LEAST_TITLE,
    isSortable: true,
    isHeaderBesideCover: true,
    render: (song) => (
      <SongTitle
        song={song}
        onPlay={onPlay}
        hasHeart={!chosen.includes('favourite')}
        hasStars={!chosen.includes('rating')}
      />
    ),
    renderBrief: ({ title }) => <BriefTitle title={title} />,
  };
  const others = SONG_COLUMNS.filter((column) => chosen.includes(column)).map(
    (column): GridColumn<SongRow> => {
      const { width, isSortable, dropOrder } = KINDS[column];
      const px = Math.min(width.max, Math.max(width.min, widths[column] ?? width.px));
      return {
        key: column,
        header: t(`songs.column.${column}`),
        width: { ...width, px },
        isSortable,
        ...(dropOrder !== null && { dropOrder }),
        ...(column === 'files' && { align: 'end', minGridWidth: LEAST_WITH_FILES, renderBrief: () => null }),
        render: (song) => cellOf(column, song, onFetch),
      };
    },
  );
  return [title, ...others];
}

function cellOf(column: SongColumn, song: SongRow, onFetch: (clipId: ClipId) => void): ReactNode {
  switch (column) {
    case 'model':
      return <Quiet text={song.model} />;
    case 'action':
      return <Quiet text={actionText(song.action)} />;
    case 'lyrics':
      return (
        <Quiet text={song.lyricsState === 'none' ? null : translate(`songs.lyrics.${song.lyricsState}`)} />
      );
    case 'duration':
      return <Quiet text={formatDuration(song.durationMs)} />;
    case 'created':
      return <Quiet text={formatDate(song.createdAt)} title={formatFullDate(song.createdAt)} />;
    case 'arrived':
      return <Quiet text={formatDate(song.arrivedAt)} title={formatFullDate(song.arrivedAt)} />;
    case 'favourite':
      return (
        <span className={styles.heart}>
          <RowHeart song={song} />
        </span>
      );
    case 'rating':
      return <RowStars song={song} />;
    case 'tags':
      return (
        <Quiet text={song.tags.length === 0 ? null : song.tags.join(', ')} title={song.tags.join(', ')} />
      );
    case 'plays':
      return <Quiet text={formatNumber(song.plays)} />;
    case 'played':
      return (
        <Quiet
          text={song.lastPlayedAt === null ? translate('marks.neverPlayed') : formatDate(song.lastPlayedAt)}
          title={formatFullDate(song.lastPlayedAt)}
        />
      );
    case 'files':
      return <FileBadges song={song} onFetch={onFetch} />;
  }
}

/** What stands back behind the title; a dash where nothing is known. */
function Quiet({ text, title }: { readonly text: string | null; readonly title?: string }) {
  return (
    <span className={styles.quiet} title={title}>
      {text ?? translate('common.none')}
    </span>
  );
}

/** Chosen columns for which the window is too narrow just now. */
export function withoutRoom(
  { songColumns: chosen }: Pick<ColumnSettings, 'songColumns'>,
  fitting: ReadonlySet<string> | null,
): ReadonlySet<SongColumn> {
  return new Set(fitting === null ? [] : chosen.filter((column) => !fitting.has(column)));
}

/** Pixels of a step in a menu. */
const WIDTH_STEP = 24;

/**
 * What changes the width of a column without dragging.
 *
 * @param key of a column that is shown
 * @param spare pixels by which it can grow
 */
export function columnWidthItems(
  columns: readonly GridColumn<SongRow>[],
  key: string,
  spare: number,
  onWidth: (column: SongColumn, px: number | null) => void,
): readonly MenuItem[] {
  const column = SONG_COLUMNS.find((each) => each === key);
  const { width, header } = columns.find((each) => each.key === key) ?? {};
  if (column === undefined || width === undefined || typeof width === 'string') return [];
  const usual = KINDS[column].width.px;
  const steps = {
    px: width.px,
    wider: boundedWidth(width, width.px + WIDTH_STEP, spare),
    narrower: boundedWidth(width, width.px - WIDTH_STEP, spare),
    usual,
  };
  const items = widthItems(steps, (px) => onWidth(column, px === usual ? null : px), header);
  return [...items, { kind: 'separator' }];
}

/**
 * The choice of columns, as a menu that stays open for the next one.
 *
 * @param roomless those that are chosen and not seen
 */
export function columnItems(
  { songColumns: chosen }: ColumnSettings,
  roomless: ReadonlySet<SongColumn>,
  onChange: (change: ColumnChange) => void,
): readonly MenuItem[] {
  return [
    ...SONG_COLUMNS.map((column): MenuItem => ({
      label: translate(`songs.column.${column}`),
      isChecked: chosen.includes(column),
      note: roomless.has(column) ? translate('songs.columns.noRoom') : undefined,
      staysOpen: true,
      onSelect: () => {
        onChange({
          songColumns: SONG_COLUMNS.filter((other) => chosen.includes(other) !== (other === column)),
        });
      },
    })),
    { kind: 'separator' },
    {
      label: translate('songs.columns.usual'),
      onSelect: () => {
        onChange({ songColumns: [...USUAL_SONG_COLUMNS], songColumnWidths: {} });
      },
    },
  ];
}

/** The widths with one changed; null gives a column its usual one. */
export function withColumnWidth(
  widths: ColumnSettings['songColumnWidths'],
  column: SongColumn,
  px: number | null,
): ColumnSettings['songColumnWidths'] {
  const { [column]: _old, ...others } = widths;
  return px === null ? others : { ...others, [column]: px };
}
