import { useRef, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { boundedWidth, type ResizableWidth } from './grid-columns';
import { inlineSign } from './inline-direction';
import styles from './virtual-grid.module.css';

/** Pixels of a key press. */
const KEY_STEP = 8;

export interface ColumnEdgeProps {
  readonly header: string;
  readonly width: ResizableWidth;
  /** The width that is shown, which is another one while the edge is dragged. */
  readonly shown: number;
  /** Pixels by which the column can grow before others have no room. */
  readonly spare: number;
  readonly onDrag: (px: number | null) => void;
  /** Null: as wide as it is by default. */
  readonly onWidth: (px: number | null) => void;
}

/**
 * The line before a column: drags its width, and a double click gives it its usual one. The column before all others
 * takes and gives the room, so the line stays under the pointer.
 */
export function ColumnEdge(props: ColumnEdgeProps): ReactElement {
  const { header, width, shown, spare, onDrag, onWidth } = props;
  const { t } = useTranslation();
  const grip = useRef<{ readonly x: number; readonly px: number } | null>(null);
  const at = (clientX: number): number =>
    grip.current === null
      ? shown
      : boundedWidth(width, grip.current.px + (grip.current.x - clientX) * inlineSign(), spare);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    // Not to the next head, and not to the player.
    event.stopPropagation();
    // As a line moves: to the left it widens the column that follows it.
    onWidth(
      boundedWidth(
        width,
        width.px + (event.key === 'ArrowLeft' ? KEY_STEP : -KEY_STEP) * inlineSign(),
        spare,
      ),
    );
  };

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('common.columnWidth', { column: header })}
      aria-valuemin={width.min}
      aria-valuemax={width.max}
      aria-valuenow={shown}
      aria-valuetext={t('common.pixelCount', { pixels: shown })}
      tabIndex={-1}
      className={styles.edge}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { x: event.clientX, px: width.px };
      }}
      onPointerMove={(event) => {
        if (grip.current !== null) onDrag(at(event.clientX));
      }}
      onPointerUp={(event) => {
        if (grip.current === null) return;
        const px = at(event.clientX);
        grip.current = null;
        // What was dragged stands until it has come back as the width that is kept.
        if (px === width.px) onDrag(null);
        else onWidth(px);
      }}
      onPointerCancel={() => {
        grip.current = null;
        onDrag(null);
      }}
      onDoubleClick={() => {
        onWidth(null);
      }}
    />
  );
}

/** What Shift with an arrow on a head makes of its column's width; null for other keys. */
export function widthByKey(event: KeyboardEvent, width: ResizableWidth, spare: number): number | null {
  if (!event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === 'ArrowRight') return boundedWidth(width, width.px + KEY_STEP, spare);
  if (event.key === 'ArrowLeft') return boundedWidth(width, width.px - KEY_STEP, spare);
  return null;
}
