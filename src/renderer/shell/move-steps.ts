import { isLastStep, rememberStep, type UndoStep } from './undo-history';

/** Gives the step by which a move is taken back: that of the moves before it where it goes on with them, or a new one. */
export type StepOfMove<List, Step extends UndoStep> = (
  list: List,
  moved: ReadonlySet<number>,
  begin: () => Step,
) => Step;

/** For things that are moved in lists: moves of the same ones go back together, for as long as nothing else is done. */
export function createMoveSteps<List, Step extends UndoStep>(): StepOfMove<List, Step> {
  let last: { readonly list: List; readonly moved: ReadonlySet<number>; readonly step: Step } | null = null;

  return (list, moved, begin) => {
    const before = last;
    const isGoingOn =
      before?.list === list &&
      isLastStep(before.step) &&
      before.moved.size === moved.size &&
      [...moved].every((each) => before.moved.has(each));
    if (isGoingOn) return before.step;
    const step = begin();
    rememberStep(step);
    last = { list, moved, step };
    return step;
  };
}
