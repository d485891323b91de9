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

/** Fails where axe finds anything serious in the window as it is now. */
export async function expectAccessible(window: Page, what: string): Promise<void> {
  await window.evaluate(axe.source);
  const findings = await window.evaluate<readonly Finding[], readonly string[]>(async (values) => {
    const { axe: injected } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await injected.run({ runOnly: { type: 'tag', values: [...values] } });
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
