import { chosenKeys, fixedKeys, type ChosenKeysId, type FixedKeysId } from '@shared/shortcut-keys';
import { translate } from '../i18n';
import { declareShortcuts, type ShortcutDefinition, type ShortcutGroup } from './shortcuts';

function ofTake(letter: string) {
  return { group: 'compare', label: () => translate('compare.shortcut.hear', { letter }) } as const;
}

/** Actions of parts of the window that are not always there. */
const LATER = {
  'songs-list': {
    group: 'lists',
    label: () => translate('songs.view.listShortcut'),
  },
  'songs-grid': {
    group: 'lists',
    label: () => translate('songs.view.gridShortcut'),
  },
  'filter-songs': {
    group: 'lists',
    label: () => translate('filters.shortcut'),
  },
  'save-search': {
    group: 'lists',
    label: () => translate('savedSearches.saveShortcut'),
  },
  'add-to-playlist': {
    group: 'lists',
    label: () => translate('playlists.shortcut.add'),
  },
  'save-queue': {
    group: 'player',
    label: () => translate('queue.shortcut.save'),
  },
  'words-earlier': {
    group: 'player',
    label: () => translate('lyrics.offset.earlier'),
  },
  'words-later': {
    group: 'player',
    label: () => translate('lyrics.offset.later'),
  },
  'edit-lyrics': {
    group: 'general',
    label: () => translate('lyrics.editor.label'),
  },
  compare: {
    group: 'lists',
    label: () => translate('compare.shortcut.compare'),
  },
  'compare-take-1': ofTake('A'),
  'compare-take-2': ofTake('B'),
  'compare-take-3': ofTake('C'),
  'compare-take-4': ofTake('D'),
  'compare-take-5': ofTake('E'),
  'compare-take-6': ofTake('F'),
  'compare-take-7': ofTake('G'),
  'compare-take-8': ofTake('H'),
  'compare-take-9': ofTake('I'),
  'compare-keep': {
    group: 'compare',
    label: () => translate('compare.shortcut.keep'),
  },
  'compare-hide': {
    group: 'compare',
    label: () => translate('compare.shortcut.hide'),
  },
  'save-lyrics': {
    group: 'editor',
    label: () => translate('shell.shortcuts.editor.save'),
  },
  'editor-stamp': {
    group: 'editor',
    label: () => translate('shell.shortcuts.editor.stamp'),
  },
  'editor-word': {
    group: 'editor',
    label: () => translate('shell.shortcuts.editor.word'),
  },
  'editor-end': {
    group: 'editor',
    label: () => translate('shell.shortcuts.editor.end'),
  },
  'editor-play-from': {
    group: 'editor',
    label: () => translate('shell.shortcuts.editor.playFrom'),
  },
  'editor-write': {
    group: 'editor',
    label: () => translate('shell.shortcuts.editor.write'),
  },
  'editor-merge': {
    group: 'editor',
    label: () => translate('shell.shortcuts.editor.merge'),
  },
  'editor-clear': {
    group: 'editor',
    label: () => translate('shell.shortcuts.editor.clear'),
  },
} as const satisfies Partial<
  Record<ChosenKeysId, { readonly group: ShortcutGroup; readonly label: () => string }>
>;

export type LaterShortcutId = keyof typeof LATER;

/** What an action of a later part is called and which keys it usually has; to be given what it does. */
export function laterShortcut(id: LaterShortcutId): ShortcutDefinition {
  const { group, label } = LATER[id];
  return { ...chosenKeys(id), group, label: label() };
}

/** Keys that parts handle by themselves, for the list: they stay as they are. */
function fixedShortcuts(): readonly ShortcutDefinition[] {
  const fixed = (id: FixedKeysId, group: ShortcutGroup, label: string): ShortcutDefinition => ({
    ...fixedKeys(id),
    group,
    label,
  });
  return [
    fixed('column-width', 'lists', translate('songs.columns.widthShortcut')),
    fixed('remove-row', 'lists', translate('shell.shortcuts.remove')),
    fixed('play-next', 'lists', translate('queue.shortcut.playNext')),
    fixed('add-to-queue', 'lists', translate('queue.shortcut.addToQueue')),
    fixed('move-in-queue', 'lists', translate('queue.shortcut.move')),
    fixed('rename-search', 'lists', translate('shell.shortcuts.renameSearch')),
    fixed('move-search', 'lists', translate('shell.shortcuts.moveSearch')),
    fixed('editor-undo', 'editor', translate('shell.shortcuts.editor.undo')),
    fixed('editor-redo', 'editor', translate('shell.shortcuts.editor.redo')),
    fixed('editor-earlier', 'editor', translate('shell.shortcuts.editor.earlier')),
    fixed('editor-later', 'editor', translate('shell.shortcuts.editor.later')),
    fixed('compare-step', 'compare', translate('compare.shortcut.step')),
    fixed('compare-seek', 'compare', translate('compare.shortcut.seek')),
    fixed('compare-begin', 'compare', translate('compare.shortcut.begin')),
  ];
}

/** Makes all of them known. */
export function declareLaterShortcuts(): void {
  const ids = Object.keys(LATER) as LaterShortcutId[];
  declareShortcuts(ids.map(laterShortcut), false);
  declareShortcuts(fixedShortcuts(), true);
}
