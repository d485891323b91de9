import type { JobIntake } from './job-intake';
import type { LibraryRebuild } from './library-rebuild';

/** What takes in much at once: pasted texts, and a library folder. */
export interface Intake extends JobIntake {
  /** See `LibraryRebuild`. */
  readonly rebuild: LibraryRebuild['run'];
}

export interface LargeIntakeDeps {
  /** Does it in this process, in slices. */
  readonly here: Intake;
  /** Does it in a thread of its own; null where there is none. */
  readonly apart: Intake | null;
  /** Work in the thread begins, or the last of it has ended. */
  readonly onBusy: (isBusy: boolean) => void;
}

/** To take in what is shorter takes less time than to begin a thread. */
const SHORT_CHARS = 16_000;

/** Has whatever takes long done apart, so that the program stays free for its window. */
export function createLargeIntake({ here, apart, onBusy }: LargeIntakeDeps): Intake {
  if (apart === null) return here;
  let underWay = 0;

  async function busy<T>(work: () => Promise<T>): Promise<T> {
    underWay += 1;
    if (underWay === 1) onBusy(true);
    try {
      return await work();
    } finally {
      underWay -= 1;
      if (underWay === 0) onBusy(false);
    }
  }

  const doorFor = (text: string) => (text.length <= SHORT_CHARS ? here : apart);
  return {
    recognise: (request) => doorFor(request.text).recognise(request),
    add: (request, listener, signal) =>
      request.text.length <= SHORT_CHARS
        ? here.add(request, listener, signal)
        : busy(() => apart.add(request, listener, signal)),
    rebuild: (request) => busy(() => apart.rebuild(request)),
  };
}
