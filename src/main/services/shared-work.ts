/** Work that several wait for and that is done once. */
export interface SharedWork<Result> {
  /**
   * Waits for the work of this name, which is begun when nobody waits for it yet. Rejects with the signal's reason when it
   * is aborted; the work's own signal is aborted when the last one who waited has gone.
   */
  join(name: string, signal: AbortSignal, begin: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
}

interface Underway<Result> {
  readonly result: Promise<Result>;
  readonly end: AbortController;
  waiting: number;
}

export function createSharedWork<Result>(): SharedWork<Result> {
  const underway = new Map<string, Underway<Result>>();

  function begun(name: string, begin: (signal: AbortSignal) => Promise<Result>): Underway<Result> {
    const end = new AbortController();
    const work: Underway<Result> = { result: begin(end.signal), end, waiting: 0 };
    underway.set(name, work);
    const forget = () => {
      if (underway.get(name) === work) underway.delete(name);
    };
    work.result.then(forget, forget);
    return work;
  }

  return {
    join(name, signal, begin) {
      if (signal.aborted) return Promise.reject(signal.reason as Error);
      const work = underway.get(name) ?? begun(name, begin);
      work.waiting += 1;
      return new Promise((resolve, reject) => {
        const leave = () => {
          work.waiting -= 1;
          if (work.waiting === 0) {
            // Whoever comes now begins it anew.
            underway.delete(name);
            work.end.abort(signal.reason);
          }
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', leave, { once: true });
        work.result
          .finally(() => {
            signal.removeEventListener('abort', leave);
          })
          .then(resolve, reject);
      });
    },
  };
}
