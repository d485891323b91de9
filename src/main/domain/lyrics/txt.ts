import { classifyLine, LINE_BREAK } from '@shared/lyrics-lines';

/**
 * The words as a text file: everything as it was written, section lines in their brackets included, with `\n` between
 * lines and one at the end. Spaces at line ends and blank lines at both ends are dropped, a run of blank lines is kept
 * as one. A text without words gives the empty string.
 */
export function printTxt(text: string): string {
  const lines: string[] = [];
  for (const raw of text.replace(/^\ufeff/u, '').split(LINE_BREAK)) {
    const line = raw.trimEnd();
    if (line !== '' || (lines.at(-1) ?? '') !== '') lines.push(line);
  }
  if (lines.at(-1) === '') lines.pop();
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** The same without section labels and instructions: nothing but what is sung, and the blank lines between. */
export function printSungTxt(text: string): string {
  const isLabel = (raw: string) => ['section', 'instruction'].includes(classifyLine(raw).kind);
  return printTxt(
    text
      .split(LINE_BREAK)
      .filter((raw) => !isLabel(raw))
      .join('\n'),
  );
}
