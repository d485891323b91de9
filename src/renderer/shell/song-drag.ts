import type { DragEvent } from 'react';
import type { AssetKind, ClipId, PlaylistId } from '@shared/model';
import { MAX_DRAGGED } from '@shared/system';
import { invoke } from '../bridge';
import { translate } from '../i18n';
import { failureText } from './failure-text';
import { notify } from './notices';

/*
 * Songs that are dragged. From the lists of songs every drag is one of the system's, begun by main with the songs' own
 * files, so that the ordinary drag can be let go over a folder or another program: a page can hand out neither several
 * files nor any of a scheme of its own, and a drag of the page cannot become one of the system's on its way. Over this
 * window it is a drag of files like any other; which songs they are is known here, so what takes songs asks
 * `draggedSongs` and needs no paths. Where dragging puts a list in order (playlists, the queue) it stays within the page,
 * for songs without files are moved too; with Alt it is the system's there as well.
 */

/** Where dragged songs come from, where that is a list that they can be moved in. */
export type DragOrigin =
  | {
      readonly kind: 'playlist';
      readonly playlist: PlaylistId;
      readonly ids: () => Promise<readonly number[]>;
    }
  | { readonly kind: 'queue'; readonly entries: ReadonlySet<number> };

/** Songs under way to another place. */
export interface DraggedSongs {
  /** Their ids in the order of their list; of a long list they are asked for only when they are dropped. */
  readonly clipIds: () => Promise<readonly ClipId[]>;
  readonly origin: DragOrigin | null;
}

/** Says that songs of this window are dragged within it; a drag carries only text. */
const SONGS_TYPE = 'application/x-flowshelf-songs';

let dragged: DraggedSongs | null = null;

/** The songs that are being dragged, also while they are on their way out of the window; null while none are. */
export function draggedSongs(): DraggedSongs | null {
  return dragged;
}

/** Has the drag that begins carry songs within the window. */
export function moveSongs(event: DragEvent<HTMLElement>, songs: DraggedSongs): void {
  dragged = songs;
  event.dataTransfer.setData(SONGS_TYPE, '');
  event.dataTransfer.effectAllowed = 'copyMove';
  window.addEventListener(
    'dragend',
    () => {
      dragged = null;
    },
    { once: true },
  );
}

/** What is let go may be told of a little later than that the pointer has moved on. */
const DROP_AFTER_MS = 400;

/** While the system drags, the page hears of no pointer: the first that comes with no button pressed is after the end. */
function endWithPointer(): void {
  const controller = new AbortController();
  const { signal } = controller;
  const begun = dragged;
  const end = () => {
    // Another drag may have begun meanwhile.
    if (dragged === begun) dragged = null;
    controller.abort();
  };
  let ending: number | undefined;
  const onPointer = ({ buttons }: PointerEvent) => {
    if (buttons === 0) ending ??= window.setTimeout(end, DROP_AFTER_MS);
  };
  // It goes on.
  const onDragOver = () => {
    window.clearTimeout(ending);
    ending = undefined;
  };
  window.addEventListener('pointermove', onPointer, { signal, capture: true });
  window.addEventListener('dragover', onDragOver, { signal, capture: true });
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
 * Begins a drag of songs that can leave the window, to be called from `dragstart`.
 *
 * @param loadFirst the ids of those whose files go, of which at most the first 500 do; asked at once, and where many songs
 *   are meant they may come a moment later
 * @param songs what is dropped within the window; what goes out when absent
 */
export function dragSongs(
  event: DragStart,
  loadFirst: () => readonly ClipId[] | Promise<readonly ClipId[]>,
  songs?: DraggedSongs,
): void {
  const kind = wantedKind(event);
  // Not the page's own drag, but the system's.
  event.preventDefault();
  const first = loadFirst();
  dragged = songs ?? { clipIds: () => Promise.resolve(first), origin: null };
  endWithPointer();
  if (first instanceof Promise) {
    const begun = dragged;
    first.then((ids) => {
      // Not where it was let go before the ids were there.
      if (dragged === begun) handOut(ids, kind);
    }, fail);
  } else handOut(first, kind);
}

function handOut(ids: readonly ClipId[], kind: AssetKind): void {
  if (ids.length === 0) return;
  const clipIds = ids.slice(0, MAX_DRAGGED);
  if (ids.length > MAX_DRAGGED) notify(() => translate('songs.drag.tooMany', { count: MAX_DRAGGED }));
  invoke('system.dragSongs', { clipIds, kind }).then(({ missing }) => {
    if (missing === 0) return;
    notify(() =>
      missing === clipIds.length
        ? translate('songs.drag.nothing', { count: missing })
        : translate('songs.drag.missing', { count: missing }),
    );
  }, fail);
}

function fail(error: unknown): void {
  notify(() => failureText(error), { tone: 'bad' });
}
