/** Most characters that are taken in at once: what the contract lets through. */
export const MOST_TEXT_CHARS = 20_000_000;
/** A file is looked at before it is read: nobody waits for a video to turn out to be no text. */
export const MOST_FILE_BYTES = 20_000_000;

const TEXT_FILE = /\.(txt|csv|json|tsv|log|md)$/i;

/** What of a file decides whether it is read. */
export interface FileLike {
  readonly name: string;
  readonly size: number;
  readonly type: string;
  text(): Promise<string>;
}

export interface LeftOut {
  readonly name: string;
  readonly reason: 'too-large' | 'not-text';
}

export interface IncomingText {
  readonly text: string;
  readonly leftOut: readonly LeftOut[];
}

function whyLeftOut(file: FileLike): LeftOut['reason'] | null {
  if (!TEXT_FILE.test(file.name) && !file.type.startsWith('text/')) return 'not-text';
  return file.size > MOST_FILE_BYTES ? 'too-large' : null;
}

/** Reads what was dropped or chosen, one file after the other; what is no text or too large is left out and told. */
export async function readFiles(files: readonly FileLike[]): Promise<IncomingText> {
  const texts: string[] = [];
  const leftOut: LeftOut[] = [];
  let chars = 0;
  for (const file of files) {
    const reason = whyLeftOut(file);
    if (reason !== null) {
      leftOut.push({ name: file.name, reason });
      continue;
    }
    const text = await file.text();
    if (chars + text.length > MOST_TEXT_CHARS) {
      leftOut.push({ name: file.name, reason: 'too-large' });
      continue;
    }
    chars += text.length + 1;
    texts.push(text);
  }
  return { text: texts.join('\n'), leftOut };
}
