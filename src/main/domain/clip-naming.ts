import { isInstrumental, splitLines } from './lyrics/lines';
import { displayTitle, titleKey } from './naming';

/** What a song is called in lists, derived from what is known of it. */
export interface ClipNaming {
  readonly title: string;
  readonly titleKey: string;
  readonly subtitle: string;
}

const SUBTITLE_CHARS = 200;

/** Title, its sort key, and the line below it. Without a title the first sung words stand for it. */
export function nameClip(
  facts: { readonly givenTitle: string | null; readonly clipId: string; readonly soundPrompt: string | null },
  words: string | null,
): ClipNaming {
  const firstWords = firstSungLine(words);
  const title = displayTitle(facts.givenTitle, firstWords, facts.clipId);
  const subtitle = (facts.soundPrompt ?? firstWords ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, SUBTITLE_CHARS);
  return { title, titleKey: titleKey(title), subtitle };
}

function firstSungLine(words: string | null): string | null {
  if (words === null || isInstrumental(words)) return null;
  return splitLines(words).find((line) => line.kind === 'sung')?.text ?? null;
}
