import { useEffect, useState } from 'react';
import type { Recognition } from '@shared/model';
import { invoke } from '../../bridge';

/** A pause this long in typing is a good moment to look through the text. */
const LOOK_AFTER_MS = 160;
/** Every million characters more are waited for this much longer, so that looking never follows every letter. */
const MORE_PER_MILLION_MS = 300;

export interface RecognitionState {
  /** What the newest text that was looked through holds; null while there is nothing to look through. */
  readonly found: Recognition | null;
  /** `found` belongs to the text as it is now. */
  readonly isCurrent: boolean;
  readonly error: unknown;
}

interface Looked {
  readonly text: string;
  readonly found: Recognition | null;
  readonly error: unknown;
}

/** Looks through a text for job ids while it is written. What was found before stays until there is something newer. */
export function useRecognition(text: string, isActive: boolean): RecognitionState {
  const [looked, setLooked] = useState<Looked>({ text: '', found: null, error: null });
  const isBlank = text.trim() === '';

  useEffect(() => {
    if (!isActive || isBlank) return undefined;
    let isOver = false;
    const wait = LOOK_AFTER_MS + (text.length / 1_000_000) * MORE_PER_MILLION_MS;
    const timer = window.setTimeout(() => {
      invoke('jobs.recognise', { text }).then(
        (found) => {
          if (!isOver) setLooked({ text, found, error: null });
        },
        (error: unknown) => {
          if (!isOver) setLooked({ text, found: null, error });
        },
      );
    }, wait);
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [text, isBlank, isActive]);

  if (isBlank) return { found: null, isCurrent: true, error: null };
  return { found: looked.found, isCurrent: looked.text === text, error: looked.error };
}
