import { answerTextOf, TAKES_PER_JOB } from './songs';

/** A text with answers of the service, as a user pastes it, and how many songs are in it. */
export interface Paste {
  readonly text: string;
  readonly songs: number;
}

/** Gives answers that no paste had before. */
export interface Pastes {
  next(jobs: number): Paste;
}

/** @param songs in the library already: what is pasted is new to it */
export function createPastes(songs: number): Pastes {
  let job = Math.ceil(songs / TAKES_PER_JOB);
  return {
    next(jobs) {
      const answers = Array.from({ length: jobs }, (_, index) => answerTextOf(job + index));
      job += jobs;
      return { text: answers.join('\n'), songs: jobs * TAKES_PER_JOB };
    },
  };
}
