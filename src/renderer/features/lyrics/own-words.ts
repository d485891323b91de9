import type { ClipId, EditableLyrics, TimedText } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';

/** Content as it is sent: what is read is not to be changed, what is sent may be. */
export function sendable({ text, timing }: TimedText) {
  return {
    text,
    timing: timing.map((line) => ({ ...line, words: line.words.map((word) => ({ ...word })) })),
  };
}

/** Makes these the words of a song, says so, and offers what was before. */
export async function takeWords(clipId: ClipId, content: TimedText, said: string): Promise<void> {
  const before = await invoke('lyrics.editable', { clipId });
  await replace(clipId, content, before);
  tell([before], said);
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
  said: string,
  onDone: (count: number) => void,
): Promise<void> {
  const before: EditableLyrics[] = [];
  try {
    for (const { clipId, content } of wanted) {
      const old = await invoke('lyrics.editable', { clipId });
      await replace(clipId, content, old);
      before.push(old);
      onDone(before.length);
    }
  } catch (error) {
    if (before.length > 0) tell(before, translate('lyrics.importing.doneMany', { count: before.length }));
    throw error;
  }
  tell(before, said);
}

/** Gives up the user's own words of a song, says so, and offers them again. */
export async function revertWords(clipId: ClipId, said: string): Promise<void> {
  const before = await invoke('lyrics.editable', { clipId });
  await invoke('lyrics.revert', { clipId, to: 'api' });
  await keepDraft(before);
  tell([before], said);
}

async function replace(clipId: ClipId, content: TimedText, before: EditableLyrics): Promise<void> {
  await invoke('lyrics.save', { clipId, ...sendable(content) });
  await keepDraft(before);
}

/** What was being edited is offered again in the editor: other words are no reason to lose it. */
async function keepDraft({ clipId, draft }: EditableLyrics): Promise<void> {
  if (draft !== null) await invoke('lyrics.keepDraft', { clipId, ...sendable(draft) });
}

function tell(before: readonly EditableLyrics[], said: string): void {
  const run = () => {
    restoreAll(before).catch(notifyFailure);
  };
  // Own words that were replaced are nowhere else.
  const isLasting = before.some(({ source }) => source === 'user');
  notify(said, { action: { label: translate('lyrics.undo'), run }, isLasting });
}

async function restoreAll(before: readonly EditableLyrics[]): Promise<void> {
  for (const words of before) await restore(words);
}

/** Puts the words back that were in force. */
async function restore(before: EditableLyrics): Promise<void> {
  const { clipId, source, text, timing } = before;
  if (source === 'user') await invoke('lyrics.save', { clipId, ...sendable({ text, timing }) });
  else await invoke('lyrics.revert', { clipId, to: source === 'file' ? 'file' : 'api' });
  await keepDraft(before);
}
