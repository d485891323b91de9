import type { ClipId, EditableLyrics, TimedText } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { notifyFailure } from '../../shell/failure-text';
import { notify, undoAction, type Words } from '../../shell/notices';

/** Content as it is sent: what is read is not to be changed, what is sent may be. */
export function sendable({ text, timing }: TimedText) {
  return {
    text,
    timing: timing.map((line) => ({ ...line, words: line.words.map((word) => ({ ...word })) })),
  };
}

/** Makes these the words of a song, says so, and offers what was before. */
export async function takeWords(clipId: ClipId, content: TimedText, said: Words): Promise<void> {
  tell([await take(clipId, content)], said);
}

/** Words that are to become those of a song. */
export interface WordsOfSong {
  readonly clipId: ClipId;
  readonly content: TimedText;
}

/**
 * The same for several songs, one after the other. Where one fails, the songs before it keep what they got, which is said
 * and can be taken back as well.
 *
 * @param onDone how many songs have theirs
 */
export async function takeManyWords(
  wanted: readonly WordsOfSong[],
  said: Words,
  onDone: (count: number) => void,
): Promise<void> {
  const replaced: Replaced[] = [];
  try {
    for (const { clipId, content } of wanted) {
      replaced.push(await take(clipId, content));
      onDone(replaced.length);
    }
  } catch (error) {
    if (replaced.length > 0)
      tell(replaced, () => translate('lyrics.importing.doneMany', { count: replaced.length }));
    throw error;
  }
  tell(replaced, said);
}

/** Gives up the user's own words of a song, says so, and offers them again. */
export async function revertWords(clipId: ClipId, said: Words): Promise<void> {
  const replaced = await replace(clipId, async (before) => {
    await invoke('lyrics.revert', { clipId, to: 'api' });
    await keepDraft(clipId, before.draft);
  });
  tell([replaced], said);
}

/** Words that others have taken the place of, and those. */
interface Replaced {
  readonly before: EditableLyrics;
  readonly after: EditableLyrics;
}

async function replace(clipId: ClipId, change: (before: EditableLyrics) => Promise<void>): Promise<Replaced> {
  const before = await invoke('lyrics.editable', { clipId });
  await change(before);
  return { before, after: await invoke('lyrics.editable', { clipId }) };
}

function take(clipId: ClipId, content: TimedText): Promise<Replaced> {
  return replace(clipId, async (before) => {
    await invoke('lyrics.save', { clipId, ...sendable(content) });
    await keepDraft(clipId, before.draft);
  });
}

/** What was being edited is offered again in the editor: other words are no reason to lose it. */
async function keepDraft(clipId: ClipId, draft: EditableLyrics['draft']): Promise<void> {
  if (draft !== null) await invoke('lyrics.keepDraft', { clipId, ...sendable(draft) });
}

function tell(replaced: readonly Replaced[], said: Words): void {
  const run = () => {
    restoreAll(replaced).catch(notifyFailure);
  };
  // Own words that were replaced are nowhere else.
  const isLasting = replaced.some(({ before }) => before.source === 'user');
  notify(said, { action: undoAction(run), isLasting });
}

/** Puts the words back that were in force. Own words that were saved since are offered again: they are nowhere else. */
async function restoreAll(replaced: readonly Replaced[]): Promise<void> {
  const newer: Replaced[] = [];
  for (const { before, after } of replaced) {
    const restored = await replace(before.clipId, (now) => restore(before, now.draft ?? before.draft));
    if (restored.before.source === 'user' && !isSame(restored.before, after)) newer.push(restored);
  }
  if (newer.length > 0) tell(newer, () => translate('lyrics.undone'));
}

async function restore(
  { clipId, source, text, timing }: EditableLyrics,
  draft: EditableLyrics['draft'],
): Promise<void> {
  if (source === 'user') await invoke('lyrics.save', { clipId, ...sendable({ text, timing }) });
  else await invoke('lyrics.revert', { clipId, to: source === 'file' ? 'file' : 'api' });
  await keepDraft(clipId, draft);
}

function isSame(one: TimedText, other: TimedText): boolean {
  return one.text === other.text && JSON.stringify(one.timing) === JSON.stringify(other.timing);
}
