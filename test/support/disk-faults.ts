import { onTestFinished } from 'vitest';
import { refusal, watchSteps } from './core-process-steps';

/** What the system refuses this process, by the steps that `core-process-steps.ts` names. */
export interface DiskFaults {
  /** From now on, until `heal` or the end of the test, these steps fail with this code; `onFail` is called before. */
  fail(step: RegExp, code: string, onFail?: () => void): void;
  heal(): void;
  /** Steps that failed, oldest first. */
  failed(): readonly string[];
}

interface Rule {
  readonly step: RegExp;
  readonly code: string;
  readonly onFail: () => void;
}

/** Once in a process; the faults end with each test. */
export function createDiskFaults(): DiskFaults {
  let rule: Rule | null = null;
  let failed: string[] = [];
  watchSteps((step, moment) => {
    if (moment !== 'before' || rule?.step.test(step) !== true) return;
    const { code, onFail } = rule;
    failed.push(step);
    onFail();
    throw refusal(step, code);
  });
  return {
    fail(step, code, onFail = () => undefined) {
      rule = { step, code, onFail };
      failed = [];
      onTestFinished(() => {
        rule = null;
      });
    },
    heal() {
      rule = null;
    },
    failed: () => failed,
  };
}
