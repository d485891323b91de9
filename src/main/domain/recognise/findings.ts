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

/** Collects what is found while the text is walked through. */
export class Findings {
  readonly #answers = new Map<string, string | null>();
  readonly #notIds = new Map<string, NotAnId>();
  #prose = '';

  addJob(id: string, answer: string | null = null): void {
    this.endProse();
    // A later answer is the newer one; an id alone takes no answer away.
    if (answer !== null || !this.#answers.has(id)) this.#answers.set(id, answer);
  }

  addNotAnId(text: string, reason: NotAnIdReason): void {
    this.endProse();
    this.#report(text, reason);
  }

  /** Words that follow each other, over commas and lines, are one report. */
  addProse(word: string): void {
    if (this.#prose.length <= MAX_SHOWN) this.#prose += this.#prose === '' ? word : ` ${word}`;
  }

  endProse(): void {
    if (this.#prose !== '') this.#report(this.#prose, 'plain-word');
    this.#prose = '';
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
    this.endProse();
    const jobs = [...this.#answers].map(([id, answer]) => ({ id: id as JobId, answer }));
    return { jobs, notIds: [...this.#notIds.values()] };
  }

  #report(text: string, reason: NotAnIdReason): void {
    const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
    const key = `${reason} ${shown}`;
    this.#notIds.set(key, { text: shown, reason });
  }
}
