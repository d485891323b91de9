/** Closes a union: a new member makes the compiler point at every place that has to decide about it. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
