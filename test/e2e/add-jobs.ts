import type { Page } from '@playwright/test';
import { expect } from './program';

/** Adds jobs as a user does, by pasting their ids, or whole answers. */
export async function addJobs(window: Page, ...texts: readonly string[]): Promise<void> {
  await window.getByRole('button', { name: 'Add jobs' }).click();
  const dialog = window.getByRole('dialog', { name: 'Add jobs' });
  await dialog.getByRole('textbox', { name: 'Job ids' }).fill(texts.join('\n'));
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
}
