import { OWN_KEYS } from '@shared/shortcut-keys';
import { translate } from '../i18n';
import { declareShortcuts, type ShortcutDefinition } from './shortcuts';

/** Keys of the lines in the lyrics editor, bound there. */
const OF_LINES = { group: 'editor', context: 'editor' } as const;

/** Keys of the comparison, which is all that there is while it is open. */
const OF_COMPARISON = { group: 'compare', context: 'compare' } as const;

/** Actions of parts of the window that are not always there. */
const LATER = {
  'songs-list': {
    keys: ['Ctrl+1'],
    group: 'lists',
    label: () => translate('songs.view.listShortcut'),
  },
  'songs-grid': {
    keys: ['Ctrl+2'],
    group: 'lists',
    label: () => translate('songs.view.gridShortcut'),
  },
  'filter-songs': {
    keys: ['Ctrl+Shift+F'],
    group: 'lists',
    label: () => translate('filters.shortcut'),
  },
  'save-search': {
    keys: ['Ctrl+D'],
    group: 'lists',
    label: () => translate('savedSearches.saveShortcut'),
  },
  'add-to-playlist': {
    keys: ['Ctrl+P'],
    group: 'lists',
    label: () => translate('playlists.shortcut.add'),
  },
  'save-queue': {
    keys: ['Ctrl+Shift+D'],
    group: 'player',
    label: () => translate('queue.shortcut.save'),
  },
  'words-earlier': {
    keys: ['['],
    group: 'player',
    label: () => translate('lyrics.offset.earlier'),
  },
  'words-later': {
    keys: [']'],
    group: 'player',
    label: () => translate('lyrics.offset.later'),
  },
  'edit-lyrics': {
    keys: ['Ctrl+Shift+L'],
    group: 'general',
    label: () => translate('lyrics.editor.label'),
  },
  compare: {
    keys: ['Ctrl+Shift+C'],
    group: 'lists',
    label: () => translate('compare.shortcut.compare'),
  },
  'compare-keep': {
    ...OF_COMPARISON,
    ...OWN_KEYS['compare-keep'],
    label: () => translate('compare.shortcut.keep'),
  },
  'compare-hide': {
    ...OF_COMPARISON,
    ...OWN_KEYS['compare-hide'],
    label: () => translate('compare.shortcut.hide'),
  },
  'save-lyrics': {
    keys: ['Ctrl+S'],
    group: 'editor',
    context: 'editor',
    label: () => translate('shell.shortcuts.editor.save'),
  },
  'editor-stamp': {
    ...OF_LINES,
    ...OWN_KEYS['editor-stamp'],
    label: () => translate('shell.shortcuts.editor.stamp'),
  },
  'editor-word': {
    ...OF_LINES,
    ...OWN_KEYS['editor-word'],
    label: () => translate('shell.shortcuts.editor.word'),
  },
  'editor-end': {
    ...OF_LINES,
    ...OWN_KEYS['editor-end'],
    label: () => translate('shell.shortcuts.editor.end'),
  },
  'editor-play-from': {
    ...OF_LINES,
    ...OWN_KEYS['editor-play-from'],
    label: () => translate('shell.shortcuts.editor.playFrom'),
  },
  'editor-write': {
    ...OF_LINES,
    ...OWN_KEYS['editor-write'],
    label: () => translate('shell.shortcuts.editor.write'),
  },
  'editor-merge': {
    ...OF_LINES,
    ...OWN_KEYS['editor-merge'],
    label: () => translate('shell.shortcuts.editor.merge'),
  },
  'editor-clear': {
    ...OF_LINES,
    ...OWN_KEYS['editor-clear'],
    label: () => translate('shell.shortcuts.editor.clear'),
  },
} as const satisfies Readonly<
  Record<string, Omit<ShortcutDefinition, 'id' | 'label'> & { readonly label: () => string }>
>;

export type LaterShortcutId = keyof typeof LATER;

/** What an action of a later part is called and which keys it usually has; to be given what it does. */
export function laterShortcut(id: LaterShortcutId): ShortcutDefinition {
  const { label, ...definition } = LATER[id];
  return { ...definition, id, label: label() };
}

/** Keys that parts handle by themselves, for the list: they stay as they are. */
function fixedShortcuts(): readonly ShortcutDefinition[] {
  const ofLists = (id: string, keys: readonly string[], label: string): ShortcutDefinition => ({
    id,
    keys,
    group: 'lists',
    label,
  });
  const ofEditor = (id: string, keys: readonly string[], label: string): ShortcutDefinition => ({
    id: `editor-${id}`,
    keys,
    group: 'editor',
    label,
    context: 'editor',
  });
  const ofComparison = (id: string, keys: readonly string[], label: string): ShortcutDefinition => ({
    id: `compare-${id}`,
    keys,
    group: 'compare',
    label,
    context: 'compare',
  });
  return [
    ofLists('column-width', ['Shift+Left', 'Shift+Right'], translate('songs.columns.widthShortcut')),
    ofLists('remove-row', ['Delete'], translate('shell.shortcuts.remove')),
    ofLists('play-next', ['Ctrl+Enter'], translate('queue.shortcut.playNext')),
    ofLists('add-to-queue', ['Ctrl+Shift+Enter'], translate('queue.shortcut.addToQueue')),
    ofLists('move-in-queue', ['Alt+Up', 'Alt+Down'], translate('queue.shortcut.move')),
    ofLists('rename-search', ['F2'], translate('shell.shortcuts.renameSearch')),
    ofLists('move-search', ['Alt+Up', 'Alt+Down'], translate('shell.shortcuts.moveSearch')),
    ofEditor('undo', ['Ctrl+Z'], translate('shell.shortcuts.editor.undo')),
    ofEditor('redo', ['Ctrl+Shift+Z', 'Ctrl+Y'], translate('shell.shortcuts.editor.redo')),
    ofEditor('earlier', ['Left'], translate('shell.shortcuts.editor.earlier')),
    ofEditor('later', ['Right'], translate('shell.shortcuts.editor.later')),
    ofComparison(
      'takes',
      [translate('compare.shortcut.letters'), translate('compare.shortcut.numbers')],
      translate('compare.shortcut.hear'),
    ),
    ofComparison('step', ['Up', 'Down'], translate('compare.shortcut.step')),
    ofComparison('seek', ['Left', 'Right'], translate('compare.shortcut.seek')),
    ofComparison('begin', ['Home'], translate('compare.shortcut.begin')),
  ];
}

/** Makes all of them known. */
export function declareLaterShortcuts(): void {
  const ids = Object.keys(LATER) as LaterShortcutId[];
  declareShortcuts(ids.map(laterShortcut), false);
  declareShortcuts(fixedShortcuts(), true);
}
