import axe from 'axe-core';
import type { Page } from '@playwright/test';
import { expect } from './program';

/** WCAG 2.2, levels A and AA, and what is taken for good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What would be told by each finding: what it is, how bad, and where. */
interface Finding {
  readonly rule: string;
  readonly impact: string;
  readonly where: readonly string[];
}

/**
 * Comes to its end when nothing is on its way for some frames: what comes in or changes its theme has colours of neither. What moves on
 * and on, as the words that are sung, is not waited for.
 */
const STILL = `new Promise((resolve) => {
  const LONGEST_MS = 1_000;
  const isOnItsWay = ({ playState, effect }) =>
    playState === 'running' && effect.getComputedTiming().endTime <= LONGEST_MS;
  const begunAt = performance.now();
  let still = 0;
  const look = () => {
    still = document.getAnimations().some(isOnItsWay) ? 0 : still + 1;
    if (still < 5 && performance.now() - begunAt < 2 * LONGEST_MS) requestAnimationFrame(look);
    else resolve();
  };
  requestAnimationFrame(look);
})`;

/** Fails where axe finds anything serious in the window as it is now. */
export async function expectAccessible(window: Page, what: string): Promise<void> {
  if (!(await window.evaluate<boolean>(`'axe' in window`))) await window.evaluate(axe.source);
  await window.evaluate(STILL);
  const findings = await window.evaluate<readonly Finding[], readonly string[]>(async (values) => {
    const { axe: injected } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await injected.run(
      // Guards of the component library, which hand the keyboard on as soon as they have it.
      { exclude: [['[data-base-ui-focus-guard]']] },
      { runOnly: { type: 'tag', values: [...values] } },
    );
    return violations.map(({ id, impact, nodes }) => ({
      rule: id,
      impact: String(impact),
      where: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`),
    }));
  }, RULES);
  const serious = findings.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  // Soft: one run tells of all places.
  expect.soft(serious, `axe, ${what}`).toEqual([]);
}
