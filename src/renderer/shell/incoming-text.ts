/** Most characters that are taken in at once: what the contract lets through. */
export const MOST_TEXT_CHARS = 20_000_000;
/** A file is looked at before it is read: nobody waits for a video to turn out to be no text. */
export const MOST_FILE_BYTES = 20_000_000;

/** Files that are known to be no text, so that none of them is read to find out. */
const OTHER_FILE =
  /\.(m4a|mp3|wav|flac|ogg|opus|aac|mp4|mov|mkv|webm|jpe?g|png|webp|gif|pdf|zip|gz|7z|rar|exe|dmg|sqlite|xlsx?|docx?|ods|odt|part)$/i;
const OTHER_TYPE = /^(?:audio|video|image|font)\//;
/** Stands in no text. */
const NUL = '\0';

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
  if (OTHER_FILE.test(file.name) || OTHER_TYPE.test(file.type)) return 'not-text';
  return file.size > MOST_FILE_BYTES ? 'too-large' : null;
}

/** Reads what was dropped or chosen, one file after the other, whatever it is called; what is no text or too large is left out and told. */
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
    if (text.includes(NUL)) {
      leftOut.push({ name: file.name, reason: 'not-text' });
      continue;
    }
    if (chars + text.length > MOST_TEXT_CHARS) {
      leftOut.push({ name: file.name, reason: 'too-large' });
      continue;
    }
    chars += text.length + 1;
    texts.push(text);
  }
  return { text: texts.join('\n'), leftOut };
}
