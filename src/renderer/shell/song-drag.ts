import type { AssetKind, ClipId } from '@shared/model';
import { MAX_DRAGGED } from '@shared/system';
import { invoke } from '../bridge';
import { translate } from '../i18n';
import { failureText } from './failure-text';
import { notify } from './notices';

/*
 * Songs that are dragged. Every drag of a song is one of the system's, begun by main with the songs' own files, so that
 * the ordinary drag can be let go over a folder or another program: a page can hand out neither several files nor any of a
 * scheme of its own, and a drag of the page cannot become one of the system's on its way. Over this window it is a drag
 * of files like any other; which songs they are is known here, so what takes songs asks `draggedSongs` and needs no
 * paths.
 */

let dragged: readonly ClipId[] | null = null;

/** The songs that are being dragged out of this window, also while they are still over it; null while none are. */
export function draggedSongs(): readonly ClipId[] | null {
  return dragged;
}

/** While the system drags, the page hears of no pointer: the first that comes with no button pressed is after the end. */
function endWithPointer(): void {
  const controller = new AbortController();
  const { signal } = controller;
  const end = () => {
    dragged = null;
    controller.abort();
  };
  const onPointer = ({ buttons }: PointerEvent) => {
    if (buttons === 0) end();
  };
  window.addEventListener('pointermove', onPointer, { signal, capture: true });
  window.addEventListener('pointerdown', end, { signal, capture: true });
  // After whoever takes the songs has asked for them.
  window.addEventListener('drop', () => window.setTimeout(end), { signal });
}

interface DragStart {
  readonly altKey: boolean;
  readonly target: EventTarget;
  preventDefault(): void;
}

/** The file that is meant: that of the badge under the pointer, with Alt the WAV, else the compressed one. */
function wantedKind({ altKey, target }: DragStart): AssetKind {
  const badge = target instanceof Element ? target.closest<HTMLElement>('[data-drag-kind]') : null;
  const kind = badge?.dataset['dragKind'];
  if (kind === 'wav' || kind === 'video' || kind === 'cover') return kind;
  return altKey && badge === null ? 'wav' : 'audio';
}

/**
 * Begins a drag of songs, to be called from `dragstart`; at most the first 500 go.
 *
 * @param loadIds asked at once; where many songs are meant their ids may come a moment later
 */
export function dragSongs(
  event: DragStart,
  loadIds: () => readonly ClipId[] | Promise<readonly ClipId[]>,
): void {
  const kind = wantedKind(event);
  // Not the page's own drag, but the system's.
  event.preventDefault();
  const ids = loadIds();
  endWithPointer();
  if (ids instanceof Promise) {
    dragged = [];
    ids.then((loaded) => begin(loaded, kind), fail);
  } else begin(ids, kind);
}

function begin(ids: readonly ClipId[], kind: AssetKind): void {
  // Let go before the ids were there.
  if (ids.length === 0) return;
  dragged = ids.slice(0, MAX_DRAGGED);
  if (ids.length > MAX_DRAGGED) notify(translate('songs.drag.tooMany', { count: MAX_DRAGGED }));
  const { length } = dragged;
  invoke('system.dragSongs', { clipIds: [...dragged], kind }).then(({ missing }) => {
    if (missing === 0) return;
    notify(
      missing === length
        ? translate('songs.drag.nothing', { count: length })
        : translate('songs.drag.missing', { count: missing }),
    );
  }, fail);
}

function fail(error: unknown): void {
  notify(failureText(error), { tone: 'bad' });
}
