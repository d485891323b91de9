import { MAX_UNDO_STEPS } from '@shared/model';

/** Something that was done and can be taken back. */
export interface UndoStep {
  /** What was done, as it is told in the language that is shown. */
  readonly text: () => string;
  readonly run: () => void;
  /** Whether that would change anything now; left out where it always does. What changes nothing is passed over. */
  readonly hasEffect?: () => boolean;
}

/** The newest last. A step outlives the notice that offers it. */
let steps: readonly UndoStep[] = [];
let isTakingBack = false;

/**
 * Has `newestStep` find the step; of too many the oldest goes. What is done in taking another back is no step: going back
 * would end there.
 */
export function rememberStep(step: UndoStep): void {
  if (!isTakingBack) steps = [...steps, step].slice(-MAX_UNDO_STEPS);
}

/** What is under way and may be a step when it has ended. */
const coming = new Set<Promise<unknown>>();

/** Has `comingSteps` wait for what was asked for and may be a step: who takes back right after it means that. */
export function awaitStep(work: Promise<unknown>): void {
  const ended = work
    .catch(() => undefined)
    .finally(() => {
      coming.delete(ended);
    });
  coming.add(ended);
}

/** Resolves when all that was asked for has become a step, or none; null where nothing is under way. */
export function comingSteps(): Promise<void> | null {
  return coming.size === 0 ? null : Promise.all(coming).then(() => comingSteps() ?? undefined);
}

/** What is to be taken back first; null where nothing is left. */
export function newestStep(): UndoStep | null {
  return steps.findLast(({ hasEffect }) => hasEffect?.() !== false) ?? null;
}

/** Whether nothing was done since that can be taken back. */
export function isLastStep(step: UndoStep): boolean {
  return steps.at(-1) === step;
}

/** Takes back what was done, wherever that is offered: it is no step any more. */
export function takeBack(step: UndoStep): void {
  forgetStep(step);
  isTakingBack = true;
  try {
    step.run();
  } finally {
    isTakingBack = false;
  }
}

/** It is taken back no more, or by another step. */
export function forgetStep(step: UndoStep): void {
  steps = steps.filter((each) => each !== step);
}

/** What was done before means nothing any more. */
export function forgetSteps(): void {
  steps = [];
}
