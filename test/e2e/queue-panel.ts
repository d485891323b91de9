import type { Page } from '@playwright/test';

/** The queue in the panel at the right, of the three songs. */
export function queueOf(window: Page) {
  const panel = window.getByRole('region', { name: 'Queue', exact: true });
  const rows = panel.getByRole('grid', { name: 'In the queue' });
  return {
    panel,
    rows,
    row: (title: string) => rows.getByRole('row', { name: new RegExp(`^${title}`) }),
    titles: async () => {
      const texts = await rows.locator('[data-index]').allTextContents();
      return texts.map((text) => /Current|Beacon|Anchor/.exec(text)?.[0]);
    },
  };
}
