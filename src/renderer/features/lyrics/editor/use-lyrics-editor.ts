import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MAX_LYRICS_CHARS, type ClipId, type EditableLyrics, type TimedText } from '@shared/model';
import { invoke } from '../../../bridge';
import { queryKeys } from '../../../query';
import { notifyFailure } from '../../../shell/failure-text';
import { sendable } from '../own-words';
import { beginHistory, record, redo, undo, type EditHistory } from './edit-history';
import { contentOf, documentOf, textOf, type EditorDocument } from './editor-document';

/** So long after the last change it is kept as a draft. */
const KEPT_AFTER_MS = 400;

export interface LyricsEditor {
  readonly document: EditorDocument;
  /** Does a step; steps of one name that follow each other are taken back as one. */
  readonly change: (next: EditorDocument, step?: string) => void;
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
  const [saved, setSaved] = useState<TimedText>(begun);
  const [history, setHistory] = useState<EditHistory<EditorDocument>>(() =>
    beginHistory(documentOf(begun.draft ?? begun)),
  );
  const document = history.present;
  const isTooLong = useMemo(() => textOf(document).length > MAX_LYRICS_CHARS, [document]);
  const savedForm = useMemo(() => formOf(documentOf(saved)), [saved]);
  const isChanged = useMemo(() => formOf(document) !== savedForm, [document, savedForm]);
  useDraft(clipId, document, isChanged && !isTooLong, begun.draft !== null);

  const { mutateAsync, isPending } = useMutation({
    mutationFn: (content: TimedText) => invoke('lyrics.save', { clipId, ...sendable(content) }),
  });
  const save = useCallback(async () => {
    if (isTooLong) return false;
    const content = contentOf(document);
    try {
      await mutateAsync(content);
      setSaved(content);
      return true;
    } catch (error) {
      notifyFailure(error);
      return false;
    }
  }, [document, isTooLong, mutateAsync]);

  return {
    document,
    change: useCallback((next: EditorDocument, step?: string) => {
      setHistory((before) => record(before, next, step ?? null));
    }, []),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: useCallback(() => {
      setHistory(undo);
    }, []),
    redo: useCallback(() => {
      setHistory(redo);
    }, []),
    isChanged,
    isSaving: isPending,
    isTooLong,
    save,
    discard: useCallback(() => {
      setHistory((before) => record(before, documentOf(saved)));
    }, [saved]),
  };
}

function formOf(document: EditorDocument): string {
  return JSON.stringify(contentOf(document));
}

/** Has main keep what is not saved, a moment after each change and at the end. */
function useDraft(clipId: ClipId, document: EditorDocument, isChanged: boolean, hadDraft: boolean): void {
  const isKept = useRef(hadDraft);
  const keep = useRef<(() => void) | null>(null);
  useEffect(() => {
    keep.current = () => {
      keep.current = null;
      if (!isChanged && !isKept.current) return;
      isKept.current = isChanged;
      const done = isChanged
        ? invoke('lyrics.keepDraft', { clipId, ...sendable(contentOf(document)) })
        : invoke('lyrics.dropDraft', { clipId });
      done.catch(notifyFailure);
    };
    const timer = window.setTimeout(() => keep.current?.(), KEPT_AFTER_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [clipId, document, isChanged]);
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
