/** An answer to what was asked while somebody typed. */
export interface TypedAnswer {
  /** When it came, in milliseconds; on any clock, the same for all. */
  readonly cameAt: number;
  /** False where it was refused, as what was typed over may be. */
  readonly hasRows: boolean;
}

/** How many answers brought rows after the rows of something that was typed later: a list would go back in time. */
export function countLateAnswers(inTheirOrder: readonly TypedAnswer[]): number {
  let late = 0;
  let firstLaterAt = Infinity;
  for (const { cameAt, hasRows } of [...inTheirOrder].reverse()) {
    if (!hasRows) continue;
    if (cameAt > firstLaterAt) late += 1;
    firstLaterAt = Math.min(firstLaterAt, cameAt);
  }
  return late;
}
