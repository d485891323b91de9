import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MAX_LYRICS_CHARS, type ClipId, type EditableLyrics, type TimedText } from '@shared/model';
import { invoke } from '../../../bridge';
import { queryKeys } from '../../../query';
import { notifyFailure } from '../../../shell/failure-text';
import { sendable } from '../own-words';
import { beginHistory, record, redo, undo, type EditHistory } from './edit-history';
import { contentOf, documentOf, isSameContent, lengthOf, type EditorDocument } from './editor-document';
import { retyped } from './retyped';

/** So long after the last change it is kept as a draft. */
const KEPT_AFTER_MS = 400;
/** A text longer than this is not compared with the lines there are at every letter, */
const LONG_CHARS = 100_000;
/** but after so long a pause, */
const PAUSE_MS = 300;
/** and in so long at most. */
const LONGEST_TYPING_MS = 2_000;

export interface LyricsEditor {
  readonly document: EditorDocument;
  /** Does a step; steps of one name that follow each other are taken back as one. */
  readonly change: (next: EditorDocument, step?: string) => void;
  /** The whole text as it is typed, which counts from now on; the document has it at once, or a moment later. */
  readonly type: (text: string) => void;
  /** What was typed that the document does not have yet; null: it has all of it. */
  readonly typed: () => string | null;
  /** Has the document have all that was typed. */
  readonly settle: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  /** There are more words than can be kept. */
  readonly isTooLong: boolean;
  /** Resolves when it is on the disk; what does not work is told. */
  readonly save: () => Promise<boolean>;
  /** Back to what is saved. */
  readonly discard: () => void;
}

/** The words of a song while they are edited: each step can be taken back, and what is not saved outlives a crash. */
export function useLyricsEditor(clipId: ClipId, begun: EditableLyrics): LyricsEditor {
  const [saved, setSaved] = useState<EditorDocument>(() => documentOf(begun));
  const [history, setHistory] = useState<EditHistory<EditorDocument>>(() =>
    beginHistory(begun.draft === null ? saved : documentOf(begun.draft)),
  );
  const document = history.present;
  const { type, typed, settle, isTyping, forget } = useTyping(
    useCallback((text: string) => {
      setHistory((before) => record(before, retyped(before.present, text), 'type'));
    }, []),
  );
  /** With what was typed just now. */
  const whole = useCallback(() => {
    const text = typed();
    return text === null ? document : retyped(document, text);
  }, [document, typed]);
  const isTooLong = useMemo(() => lengthOf(document) > MAX_LYRICS_CHARS, [document]);
  const isSame = useMemo(() => isSameContent(document, saved), [document, saved]);
  const isChanged = isTyping || !isSame;
  useDraft({ clipId, whole, isTyping, isChanged: isChanged && !isTooLong, hadDraft: begun.draft !== null });

  const { mutateAsync, isPending } = useMutation({
    mutationFn: (content: TimedText) => invoke('lyrics.save', { clipId, ...sendable(content) }),
  });
  const save = useCallback(async () => {
    const all = whole();
    settle();
    if (lengthOf(all) > MAX_LYRICS_CHARS) return false;
    try {
      await mutateAsync(contentOf(all));
      setSaved(all);
      return true;
    } catch (error) {
      notifyFailure(error);
      return false;
    }
  }, [whole, settle, mutateAsync]);

  return {
    document,
    change: useCallback((next: EditorDocument, step?: string) => {
      setHistory((before) => record(before, next, step ?? null));
    }, []),
    type,
    typed,
    settle,
    canUndo: isTyping || history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: useCallback(() => {
      settle();
      setHistory(undo);
    }, [settle]),
    redo: useCallback(() => {
      settle();
      setHistory(redo);
    }, [settle]),
    isChanged,
    isSaving: isPending,
    isTooLong,
    save,
    discard: useCallback(() => {
      forget();
      setHistory((before) => record(before, saved));
    }, [saved, forget]),
  };
}

interface Typing extends Pick<LyricsEditor, 'type' | 'typed' | 'settle'> {
  readonly isTyping: boolean;
  /** What was typed and is not in the document goes. */
  readonly forget: () => void;
}

/** @param keep is told the text that was typed, of a long one after a pause */
function useTyping(keep: (text: string) => void): Typing {
  const text = useRef<string | null>(null);
  const sinceMs = useRef(0);
  const timer = useRef<number | undefined>(undefined);
  const [isTyping, setTyping] = useState(false);
  const forget = useCallback(() => {
    window.clearTimeout(timer.current);
    text.current = null;
    setTyping(false);
  }, []);
  const settle = useCallback(() => {
    const last = text.current;
    forget();
    if (last !== null) keep(last);
  }, [forget, keep]);
  const type = useCallback(
    (next: string) => {
      const now = performance.now();
      if (text.current === null) sinceMs.current = now;
      text.current = next;
      if (next.length <= LONG_CHARS) {
        settle();
        return;
      }
      setTyping(true);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(
        settle,
        Math.min(PAUSE_MS, Math.max(0, sinceMs.current + LONGEST_TYPING_MS - now)),
      );
    },
    [settle],
  );
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
    },
    [],
  );
  return { type, settle, forget, isTyping, typed: useCallback(() => text.current, []) };
}

interface Draft {
  readonly clipId: ClipId;
  readonly whole: () => EditorDocument;
  readonly isTyping: boolean;
  readonly isChanged: boolean;
  readonly hadDraft: boolean;
}

/** Has main keep what is not saved, a moment after each change and at the end. */
function useDraft({ clipId, whole, isTyping, isChanged, hadDraft }: Draft): void {
  const isKept = useRef(hadDraft);
  const keep = useRef<(() => void) | null>(null);
  useEffect(() => {
    keep.current = () => {
      keep.current = null;
      if (!isChanged && !isKept.current) return;
      isKept.current = isChanged;
      const done = isChanged
        ? invoke('lyrics.keepDraft', { clipId, ...sendable(contentOf(whole())) })
        : invoke('lyrics.dropDraft', { clipId });
      done.catch(notifyFailure);
    };
    // What is being typed is in the document in a moment.
    if (isTyping) return undefined;
    const timer = window.setTimeout(() => keep.current?.(), KEPT_AFTER_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [clipId, whole, isTyping, isChanged]);
  // What was changed just before it was closed.
  const client = useQueryClient();
  useEffect(
    () => () => {
      keep.current?.();
      // Whether a draft waits is told where the words are shown.
      void client.invalidateQueries({ queryKey: queryKeys.lyrics(clipId) });
    },
    [client, clipId],
  );
}
