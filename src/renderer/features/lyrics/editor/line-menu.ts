import { PencilLine, Play } from 'lucide-react';
import { translate } from '../../../i18n';
import type { MenuAction, MenuGroup, MenuItem } from '../../../ui/menu';
import { merged } from './cut-lines';
import {
  hasUntimedWords,
  nudged,
  nudgedWord,
  withEnd,
  withNextWord,
  withoutTimes,
  withStart,
  withWordStart,
  wordText,
  type EditorDocument,
} from './editor-document';
import { stampText } from './stamp-text';

export const NUDGE_MS = 100;
export const FINE_NUDGE_MS = 10;

/** What is made of a line by its key or from its menu; `ms` is where the music is. */
export const LINE_EDITS = {
  stamp: withStart,
  word: withNextWord,
  end: withEnd,
  merge: merged,
  clear: withoutTimes,
} as const satisfies Record<string, (document: EditorDocument, index: number, ms: number) => EditorDocument>;

/** By its name as a shortcut behind `editor-`. */
export type LineEdit = keyof typeof LINE_EDITS;

/** So many steps of one time are taken back as one. */
export function nudgeStep(index: number, word?: number): string {
  return word === undefined ? `nudge ${index}` : `nudge ${index} ${word}`;
}

export interface LineMenuOptions {
  readonly document: EditorDocument;
  /** Which line it is about. */
  readonly index: number;
  readonly onChange: (next: EditorDocument, step?: string) => void;
  readonly onWrite: () => void;
  readonly onPlayFrom: (startMs: number) => void;
  readonly positionMs: () => number;
  /** The song is the one in the player: by ear nothing can be told otherwise. */
  readonly isCurrent: boolean;
  readonly durationMs: number | null;
}

/** What can be done with a line: all that its keys do, and what is dragged in the waveform. */
export function lineMenu(options: LineMenuOptions): readonly MenuItem[] {
  const { document, index, onChange, onWrite, onPlayFrom, positionMs, isCurrent, durationMs } = options;
  const line = document[index];
  if (line === undefined) return [];
  const { startMs } = line;
  const isUntimed = startMs === null;
  const edit = (name: LineEdit, isDisabled: boolean): MenuAction => ({
    label: translate(`shell.shortcuts.editor.${name}`),
    shortcut: `editor-${name}`,
    isDisabled,
    onSelect: () => {
      onChange(LINE_EDITS[name](document, index, positionMs()));
    },
  });
  const nudge = (name: 'earlier' | 'later', byMs: number): MenuAction => ({
    label: translate(`lyrics.editor.menu.${name}`),
    shortcut: `editor-${name}`,
    isDisabled: isUntimed,
    staysOpen: true,
    onSelect: () => {
      onChange(nudged(document, index, byMs, durationMs), nudgeStep(index));
    },
  });
  return [
    edit('stamp', !isCurrent),
    edit('word', !isCurrent || !hasUntimedWords(line)),
    edit('end', !isCurrent || isUntimed),
    { kind: 'separator' },
    nudge('earlier', -NUDGE_MS),
    nudge('later', NUDGE_MS),
    {
      kind: 'group',
      label: translate('lyrics.editor.menu.words'),
      isDisabled: isUntimed || line.words.length === 0,
      items: line.words.map((_, word) => wordMenu(options, word)),
    },
    edit('clear', isUntimed),
    { kind: 'separator' },
    {
      label: translate('shell.shortcuts.editor.playFrom'),
      icon: Play,
      shortcut: 'editor-play-from',
      isDisabled: isUntimed,
      onSelect: () => {
        if (startMs !== null) onPlayFrom(startMs);
      },
    },
    {
      label: translate('shell.shortcuts.editor.write'),
      icon: PencilLine,
      shortcut: 'editor-write',
      onSelect: onWrite,
    },
    edit('merge', merged(document, index) === document),
  ];
}

/** The steps by which a word is moved; one is shorter than a line, so they are finer as well. */
const WORD_NUDGES = [
  ['earlier', -NUDGE_MS],
  ['later', NUDGE_MS],
  ['slightlyEarlier', -FINE_NUDGE_MS],
  ['slightlyLater', FINE_NUDGE_MS],
] as const;

function wordMenu(
  { document, index, onChange, positionMs, isCurrent, durationMs }: LineMenuOptions,
  word: number,
): MenuGroup {
  const line = document[index];
  return {
    kind: 'group',
    label: translate('lyrics.editor.menu.word', {
      time: stampText(line?.words[word]?.startMs ?? null),
      word: line === undefined ? '' : wordText(line, word),
    }),
    items: [
      {
        label: translate('lyrics.editor.menu.wordBegins'),
        isDisabled: !isCurrent,
        onSelect: () => {
          onChange(withWordStart(document, index, word, positionMs()));
        },
      },
      { kind: 'separator' },
      ...WORD_NUDGES.map(([name, byMs]): MenuAction => ({
        label: translate(`lyrics.editor.menu.${name}`),
        staysOpen: true,
        onSelect: () => {
          onChange(nudgedWord(document, index, word, byMs, durationMs), nudgeStep(index, word));
        },
      })),
    ],
  };
}
