/** What was, is, and was taken back. */
export interface EditHistory<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** What the last step was; steps of one kind that follow each other, such as letters typed, are one. */
  readonly lastStep: string | null;
}

export function beginHistory<State>(present: State): EditHistory<State> {
  return { past: [], present, future: [], lastStep: null };
}

/**
 * A step forward; what was taken back is gone for good.
 *
 * @param step joins the last one where both have this name; null: a step of its own
 */
export function record<State>(
  history: EditHistory<State>,
  next: State,
  step: string | null = null,
): EditHistory<State> {
  if (next === history.present) return history;
  const isJoined = step !== null && step === history.lastStep;
  return {
    past: isJoined ? history.past : [...history.past, history.present],
    present: next,
    future: [],
    lastStep: step,
  };
}

/** What was before the steps of this name that the next one joins. */
export function beforeStep<State>({ past, present, lastStep }: EditHistory<State>, step: string): State {
  return lastStep === step ? (past.at(-1) ?? present) : present;
}

export function undo<State>(history: EditHistory<State>): EditHistory<State> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    lastStep: null,
  };
}

export function redo<State>(history: EditHistory<State>): EditHistory<State> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, lastStep: null };
}
