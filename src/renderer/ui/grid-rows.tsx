import { useState, type ReactElement } from 'react';
import type { GridColumn } from './grid-columns';
import { GridRow, GridTile, TileBand } from './grid-parts';
import type { VirtualGridProps } from './grid-props';
import { isSelected, type GridKey } from './grid-selection';
import { shownLocale } from '../i18n';
import { bandOf, columnOf, rowTop, type RowLayout } from './row-scroll';
import { createRowSlots } from './row-slots';
import type { Drawn } from './use-grid-viewport';

export interface GridRowsProps<Row, Key extends GridKey> {
  readonly props: VirtualGridProps<Row, Key>;
  /** Those that are shown. */
  readonly columns: readonly GridColumn<Row>[];
  readonly layout: RowLayout;
  readonly drawn: Drawn;
  readonly active: number;
}

/** The rows that are drawn just now: each alone, or as tiles in bands. */
export function GridRows<Row, Key extends GridKey>({
  props,
  columns,
  layout,
  drawn,
  active,
}: GridRowsProps<Row, Key>): ReactElement[] {
  const { tiles } = props;
  const [slots] = useState(createRowSlots);

  const rowAt = (index: number) => {
    const row = props.rowCount === undefined ? undefined : props.getRow(index);
    const key = row === undefined ? undefined : props.getKey(row);
    return {
      key: key ?? `pending-${index}`,
      placed: {
        row,
        index,
        getLabel: props.getRowLabel as (row: unknown) => string,
        pendingLabel: props.pendingRowLabel,
        locale: shownLocale(),
        isActive: index === active,
        isSelected: key !== undefined && isSelected(props.selection, key),
        isCurrent: row !== undefined && (props.isCurrent?.(row) ?? false),
        isDraggable: row !== undefined && props.onRowDragStart !== undefined,
        // Where the keyboard is, somebody reads.
        isBrief: drawn.isBrief && index !== active,
      },
    };
  };
  // An active row that is out of view stands just beyond the others, however far away it is.
  const highest = rowTop(layout, drawn.first) - layout.bandHeight;
  const lowest = rowTop(layout, Math.max(drawn.first, drawn.last)) + layout.bandHeight;
  const topOf = (index: number) => Math.min(lowest, Math.max(highest, rowTop(layout, index))) - drawn.shift;

  const rows = drawnRows(drawn, layout.rowCount, active).map(rowAt);
  const taken = slots.take(rows.map(({ key, placed: { index, isActive } }) => ({ index, key, isActive })));

  if (tiles === undefined) {
    return rows.map(({ placed }, at) => (
      <GridRow
        key={taken[at]}
        {...placed}
        top={topOf(placed.index)}
        columns={columns as readonly GridColumn<unknown>[]}
      />
    ));
  }

  const slotted = rows.map(({ placed }, at) => ({ placed, slot: taken[at] }));
  return inBands(slotted, layout).map(({ band, first, tiles: inBand }) => (
    <TileBand key={band} band={band} top={topOf(first)}>
      {inBand.map(({ placed, slot }) => (
        <GridTile
          key={slot}
          {...placed}
          column={columnOf(layout, placed.index)}
          render={tiles.render}
          renderBrief={tiles.renderBrief}
        />
      ))}
    </TileBand>
  ));
}

/** What is seen, and the active row wherever it is, so that the keyboard never loses its place. */
function drawnRows(range: Drawn, rowCount: number, active: number): number[] {
  const indexes: number[] = [];
  const last = Math.min(range.last, rowCount - 1);
  if (active < range.first && active < rowCount) indexes.push(active);
  for (let index = range.first; index <= last; index++) indexes.push(index);
  if (active > last && active < rowCount) indexes.push(active);
  return indexes;
}

interface Band<Tile> {
  readonly band: number;
  /** The index of its first tile that is drawn. */
  readonly first: number;
  readonly tiles: Tile[];
}

function inBands<Tile extends { readonly placed: { readonly index: number } }>(
  tiles: readonly Tile[],
  layout: RowLayout,
): Band<Tile>[] {
  const bands: Band<Tile>[] = [];
  for (const tile of tiles) {
    const { index } = tile.placed;
    const band = bandOf(layout, index);
    const last = bands.at(-1);
    if (last?.band === band) last.tiles.push(tile);
    else bands.push({ band, first: index, tiles: [tile] });
  }
  return bands;
}
