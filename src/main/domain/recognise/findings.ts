import type { JobId, NotAnId, NotAnIdReason } from '@shared/model';
import { whyNoId } from './words';

/** What a pasted text holds, in the order in which it appears and without repetition. */
export interface RecognisedText {
  /** `answer` is the service's whole answer for the job, exactly as it stands in the text; null where only the id does. */
  readonly jobs: readonly { readonly id: JobId; readonly answer: string | null }[];
  /** What looks as if it were meant as an id and is none, cut to 200 characters. */
  readonly notIds: readonly NotAnId[];
}

const MAX_SHOWN = 200;

/** As much as a person can read, and no half of a character. */
function cut(text: string): string {
  if (text.length <= MAX_SHOWN) return text;
  return `${text.slice(0, MAX_SHOWN - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Collects what is found while the text is walked through. */
export class Findings {
  readonly #answers = new Map<string, string | null>();
  readonly #notIds = new Map<string, NotAnId>();
  #run: { text: string; hasWords: boolean } | null = null;

  addJob(id: string, answer: string | null = null): void {
    this.endRun();
    // A later answer is the newer one; an id alone takes no answer away.
    if (answer !== null || !this.#answers.has(id)) this.#answers.set(id, answer);
  }

  addNotAnId(text: string, reason: NotAnIdReason): void {
    this.endRun();
    this.#report(text, reason);
  }

  /** Words that follow each other, over commas and lines, are one report, with the numbers between them. */
  addProse(word: string): void {
    this.#extendRun(word, true);
  }

  /** A number that stands alone and is too short for an id. */
  addNumber(number: string): void {
    this.#extendRun(number, false);
  }

  endRun(): void {
    if (this.#run !== null) this.#report(this.#run.text, this.#run.hasWords ? 'plain-word' : 'plain-number');
    this.#run = null;
  }

  /** A value that was named as a job id: it is one, or it is reported. */
  addNamed(value: string): void {
    const id = value.trim();
    if (id === '') return;
    const reason = whyNoId(id);
    if (reason === null) this.addJob(id);
    else this.addNotAnId(id, reason);
  }

  toRecognisedText(): RecognisedText {
    this.endRun();
    const jobs = [...this.#answers].map(([id, answer]) => ({ id: id as JobId, answer }));
    return { jobs, notIds: [...this.#notIds.values()] };
  }

  #extendRun(word: string, isWord: boolean): void {
    this.#run ??= { text: '', hasWords: false };
    this.#run.hasWords ||= isWord;
    if (this.#run.text.length <= MAX_SHOWN) this.#run.text += this.#run.text === '' ? word : ` ${word}`;
  }

  #report(text: string, reason: NotAnIdReason): void {
    const shown = cut(text);
    const key = `${reason} ${shown}`;
    this.#notIds.set(key, { text: shown, reason });
  }
}
