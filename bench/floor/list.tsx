import { useRef, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { useVirtualizer } from '@tanstack/react-virtual';

/**
 * A list of so many rows of so many pixels, as the address says. Each has the cells of a song in the program's list, as bare
 * text: no picture, no button, nothing that is asked for.
 */
const query = new URLSearchParams(location.search);
const ROWS = Number(query.get('rows'));
const ROW_HEIGHT = Number(query.get('height'));
const OVERSCAN = 8;
const CELLS = ['FUZZ-2.0', '3:21', '12 Mar', 'M4A WAV'];
const ROW_STYLE = {
  position: 'absolute',
  display: 'grid',
  gridTemplateColumns: '3fr 76px 48px 82px 1fr',
  width: '100%',
  height: ROW_HEIGHT,
} as const;

function List(): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: ROWS,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  return (
    <div ref={scroller} role="grid" aria-label="Songs" style={{ height: '100vh', overflow: 'auto' }}>
      <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <div key={index} role="row" style={{ ...ROW_STYLE, transform: `translateY(${start}px)` }}>
            <div>Song {index}</div>
            {CELLS.map((text) => (
              <div key={text}>{text}</div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<List />);
