import type { LyricsLine } from '@shared/model';
import { onOneLine } from './line-text';
import { tidyLines, type LyricsDocument } from './lyrics-document';

/** Markdown (CommonMark), to be read by people; it is not read back. */

/** Everything that may mean something in CommonMark or in what GitHub adds to it. */
function safeText(text: string): string {
  return onOneLine(text).replace(/[\\`*_{}[\]<>()#+\-.!|~&$:@^="]/g, '\\$&');
}

function lengthOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function printFacts({ durationMs, model, createdAt, clipId }: LyricsDocument): string[] {
  const facts = [
    ...(model === null ? [] : [`- Model: ${safeText(model)}`]),
    ...(durationMs === null || durationMs <= 0 ? [] : [`- Length: ${lengthOf(durationMs)}`]),
    ...(createdAt === null ? [] : [`- Created: ${new Date(createdAt).toISOString().slice(0, 10)}`]),
    ...(clipId === null ? [] : [`- Clip: ${safeText(clipId)}`]),
  ];
  return facts.length === 0 ? [] : [facts.join('\n')];
}

/** Lines of one paragraph, each but the last ended by a hard break. */
function printParagraph(lines: readonly LyricsLine[]): string {
  return lines
    .flatMap(({ kind, text }) => {
      const safe = safeText(text);
      // A line of nothing that can be seen would leave the break before it at the paragraph's end, where it is a letter.
      if (safe.trim() === '') return [];
      return kind === 'instruction' ? `*${safe}*` : safe;
    })
    .join('\\\n');
}

/**
 * Title and facts, then the words: sections as headings, paragraphs where blank lines are, instructions in italics. Times
 * are left out. Empty when there is not one line.
 */
export function printMarkdown(document: LyricsDocument): string {
  const lines = tidyLines(document.lines);
  if (lines.length === 0) return '';
  const blocks: string[] = [];
  let paragraph: LyricsLine[] = [];
  const close = () => {
    if (paragraph.length > 0) blocks.push(printParagraph(paragraph));
    paragraph = [];
  };
  for (const line of lines) {
    if (line.kind === 'sung' || line.kind === 'instruction') {
      paragraph.push(line);
      continue;
    }
    close();
    if (line.kind === 'section') blocks.push(`## ${safeText(line.text)}`);
  }
  close();
  const title = safeText(document.title ?? '');
  return `${[...(title === '' ? [] : [`# ${title}`]), ...printFacts(document), ...blocks].join('\n\n')}\n`;
}
