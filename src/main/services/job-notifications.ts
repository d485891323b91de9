import type { Language } from '@shared/language';
import type { Settings } from '@shared/model';
import { counted } from '@shared/texts/fill';
import { mainTexts } from '@shared/texts/main';
import type { Clock, Desktop } from '../ports';

/** Jobs that end together are told together. */
const GATHER_MS = 4_000;
/** More titles or reasons than these make a notification that nobody reads. */
const MOST_TOLD = 3;

/** How a job ended. */
export type EndedJob =
  | { readonly kind: 'done'; readonly titles: readonly string[] }
  /** `reason`: the service's words; null when it said nothing. */
  | { readonly kind: 'failed'; readonly reason: string | null };

export interface JobNotifications {
  ended(job: EndedJob): void;
  /** The user is at the window again: what is not told yet can be seen there. */
  focused(): void;
  stop(): void;
}

export interface JobNotificationsDeps {
  readonly desktop: Pick<Desktop, 'notifier' | 'window' | 'taskbar'>;
  readonly settings: () => Pick<Settings, 'hasNotifications'>;
  readonly language: () => Language;
  readonly clock: Clock;
  /** The notification was pressed; the window is in front. */
  readonly onOpen: (place: 'songs' | 'jobs') => void;
}

/**
 * Tells the ends of jobs while the user is elsewhere: those of a few seconds in one notification, and the number of
 * songs since then at the program's icon.
 */
export function createJobNotifications(deps: JobNotificationsDeps): JobNotifications {
  const { desktop, clock } = deps;
  let gathered: EndedJob[] = [];
  let unseen = 0;
  let cancelTimer: (() => void) | null = null;

  function forget(): void {
    cancelTimer?.();
    cancelTimer = null;
    gathered = [];
  }

  function tell(): void {
    const jobs = gathered;
    forget();
    if (desktop.window.isFocused() || !deps.settings().hasNotifications) return;
    const isFailureOnly = jobs.every(({ kind }) => kind === 'failed');
    desktop.notifier.notify(notificationText(jobs, deps.language()), () => {
      desktop.window.show();
      deps.onOpen(isFailureOnly ? 'jobs' : 'songs');
    });
  }

  function count(songs: number): void {
    unseen = songs;
    desktop.taskbar.showCount(songs);
  }

  return {
    ended(job) {
      if (desktop.window.isFocused() || !deps.settings().hasNotifications) return;
      gathered.push(job);
      if (job.kind === 'done' && job.titles.length > 0) count(unseen + job.titles.length);
      cancelTimer ??= clock.schedule(tell, GATHER_MS);
    },
    focused() {
      forget();
      if (unseen > 0) count(0);
    },
    stop() {
      forget();
      if (unseen > 0) count(0);
    },
  };
}

/** What a notification says of the jobs that ended. */
export function notificationText(
  jobs: readonly EndedJob[],
  language: Language,
): {
  readonly title: string;
  readonly body: string;
} {
  const texts = mainTexts[language].notifications;
  const say = (name: string, count: number) => counted(texts, name, count, language);
  const done = jobs.filter((job) => job.kind === 'done');
  const failed = jobs.filter((job) => job.kind === 'failed');
  const titles = done.flatMap((job) => job.titles);
  const parts = [
    done.length > 0 ? say('done', done.length) : null,
    titles.length > 0 ? say('songs', titles.length) : null,
    failed.length > 0 ? say('failed', failed.length) : null,
  ].filter((part) => part !== null);
  const reasons = [...new Set(failed.map(({ reason }) => reason ?? texts.noReason))];
  return {
    title: parts.join(texts.separator),
    body:
      titles.length > 0
        ? listed(titles, (rest) => say('moreSongs', rest))
        : listed(reasons, (rest) => say('moreReasons', rest)),
  };
}

function listed(lines: readonly string[], more: (rest: number) => string): string {
  const rest = lines.length - MOST_TOLD;
  const told = lines.slice(0, MOST_TOLD);
  return [...told, ...(rest > 0 ? [more(rest)] : [])].join('\n');
}
