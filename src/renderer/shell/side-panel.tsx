import {
  useEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import clsx from 'clsx';
import { USUAL_SETTINGS } from '@shared/usual-settings';
import { invoke } from '../bridge';
import { patchSnapshot, useSnapshot } from '../query';
import { inlineSign } from '../ui/inline-direction';
import { ContextMenu, type ContextMenuAnchor } from '../ui/menu';
import { menuAnchor } from '../ui/menu-anchor';
import { widthItems } from '../ui/width-items';
import { notifyFailure } from './failure-text';
import { useSidePanel } from './side-panel-state';
import styles from './side-panel.module.css';

const NARROWEST = 280;
const WIDEST = 480;
const USUAL = USUAL_SETTINGS.lyricsPanelWidth;
const KEY_STEP = 16;
/** Pixels of a larger step, and of one in the menu. */
const WIDE_STEP = 4 * KEY_STEP;

function clampWidth(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
}

const KEY_MOVES: Readonly<Record<string, (width: number) => number>> = {
  ArrowLeft: (width) => width + KEY_STEP * inlineSign(),
  ArrowRight: (width) => width - KEY_STEP * inlineSign(),
  PageUp: (width) => width + WIDE_STEP,
  PageDown: (width) => width - WIDE_STEP,
  Home: () => NARROWEST,
  End: () => WIDEST,
};

/** The panel at the right: beside the list where there is room, over it where there is not. */
export function SidePanel({ children }: { readonly children: ReactNode }): ReactElement | null {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { settings } = useSnapshot();
  const { view, isOverlay, close } = useSidePanel();
  const isOpen = view !== null;
  const [dragged, setDragged] = useState<number | null>(null);
  const [menuAt, setMenuAt] = useState<ContextMenuAnchor | null>(null);
  const panel = useRef<HTMLElement>(null);
  const width = dragged ?? settings.lyricsPanelWidth;

  // Over the list the panel takes the focus and gives it back, as what lies over something does, unless it has gone on.
  useEffect(() => {
    if (!isOpen || !isOverlay) return undefined;
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
    };
  }, [isOpen, isOverlay]);

  if (!isOpen) return null;

  function keep(next: number): void {
    setDragged(null);
    const lyricsPanelWidth = clampWidth(next);
    if (lyricsPanelWidth === settings.lyricsPanelWidth) return;
    patchSnapshot(client, { settings: { ...settings, lyricsPanelWidth } });
    invoke('settings.update', { lyricsPanelWidth }).catch(notifyFailure);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const move = KEY_MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    keep(move(width));
  }

  return (
    <>
      {isOverlay && (
        <div
          className={styles.veil}
          onClick={() => {
            close();
          }}
        />
      )}
      <aside
        ref={panel}
        aria-label={t('shell.lyricsPanel.side')}
        tabIndex={-1}
        data-region
        className={clsx(styles.panel, isOverlay && styles.overlay)}
        style={{ '--panel-width': `${width}px` } as CSSProperties}
        onKeyDown={(event) => {
          if (!isOverlay || event.key !== 'Escape' || event.defaultPrevented) return;
          event.preventDefault();
          close();
        }}
      >
        <div
          role="separator"
          aria-orientation="vertical"
          aria-label={t('shell.lyricsPanel.resize')}
          aria-valuemin={NARROWEST}
          aria-valuemax={WIDEST}
          aria-valuenow={width}
          aria-valuetext={t('shell.lyricsPanel.resizeValue', { pixels: width })}
          tabIndex={0}
          className={styles.separator}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            event.preventDefault();
            setDragged(width);
          }}
          onPointerMove={(event) => {
            if (dragged !== null)
              setDragged(clampWidth(inlineSign() === 1 ? window.innerWidth - event.clientX : event.clientX));
          }}
          onPointerUp={() => {
            if (dragged !== null) keep(dragged);
          }}
          onPointerCancel={() => {
            setDragged(null);
          }}
          onDoubleClick={() => {
            keep(USUAL);
          }}
          onContextMenu={(event) => {
            event.preventDefault();
            setMenuAt(menuAnchor(event));
          }}
        />
        {children}
      </aside>
      <ContextMenu
        anchor={menuAt}
        label={t('shell.lyricsPanel.resize')}
        items={widthItems(
          {
            px: width,
            wider: clampWidth(width + WIDE_STEP),
            narrower: clampWidth(width - WIDE_STEP),
            usual: USUAL,
          },
          keep,
        )}
        onClose={() => {
          setMenuAt(null);
        }}
      />
    </>
  );
}
