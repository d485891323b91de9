import { useState, type DragEvent, type ReactElement, type ReactNode } from 'react';
import { draggedSongs, type DraggedSongs } from './song-drag';
import styles from './song-drop-area.module.css';

export interface SongDropAreaProps {
  /** How many rows the list in it has. */
  readonly rowCount: number;
  /** False while not all rows are shown: then songs go to the end. */
  readonly isOrdered?: boolean;
  /** What a drop of these songs would do; null where they cannot be dropped. */
  readonly effectOf: (songs: DraggedSongs) => 'move' | 'copy' | null;
  /** @param place how many rows stand before the place */
  readonly onDropped: (songs: DraggedSongs, place: number) => void;
  readonly children: ReactNode;
}

interface Target {
  readonly place: number;
  /** Pixels from the top of the area to where what is dragged would go. */
  readonly lineTop: number;
}

/** Lets songs be dropped between the rows of the list in it, and shows where they would go. */
export function SongDropArea(props: SongDropAreaProps): ReactElement {
  const { rowCount, isOrdered = true, effectOf, onDropped, children } = props;
  const [lineTop, setLineTop] = useState<number | null>(null);

  function targetOf(event: DragEvent<HTMLElement>): Target {
    const area = event.currentTarget.getBoundingClientRect();
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    if (row === null || !isOrdered) {
      const rows = event.currentTarget.querySelectorAll<HTMLElement>('[data-index]');
      const last = [...rows].find(({ dataset }) => Number(dataset['index']) === rowCount - 1);
      const end = last?.getBoundingClientRect().bottom ?? area.top;
      return { place: rowCount, lineTop: Math.min(end, area.bottom) - area.top };
    }
    const { top, bottom, height } = row.getBoundingClientRect();
    const index = Number(row.dataset['index']);
    const isBehind = event.clientY > top + height / 2;
    return { place: isBehind ? index + 1 : index, lineTop: (isBehind ? bottom : top) - area.top };
  }

  return (
    <div
      className={styles.area}
      onDragOver={(event) => {
        const songs = draggedSongs();
        const effect = songs === null ? null : effectOf(songs);
        if (effect === null) return;
        event.preventDefault();
        event.stopPropagation();
        event.dataTransfer.dropEffect = effect;
        setLineTop(targetOf(event).lineTop);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setLineTop(null);
      }}
      onDrop={(event) => {
        setLineTop(null);
        const songs = draggedSongs();
        if (songs === null || effectOf(songs) === null) return;
        event.preventDefault();
        event.stopPropagation();
        onDropped(songs, targetOf(event).place);
      }}
    >
      {children}
      {lineTop !== null && <div className={styles.line} style={{ top: `${lineTop}px` }} />}
    </div>
  );
}
