import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './program';

/** The program starts with a window whatever stands in the settings file. */

test('a setting written by hand that cannot be used has its default, and the others hold', async ({
  bench,
}) => {
  mkdirSync(bench.userData, { recursive: true });
  const wrong = {
    theme: 'pink',
    window: { width: 1e99, height: -1, isMaximized: 'no' },
    requestsPerMinute: 7,
  };
  writeFileSync(join(bench.userData, 'settings.json'), JSON.stringify(wrong));
  const program = await bench.launch();
  const { window } = program;
  await window.getByRole('button', { name: 'Look around first' }).click();
  await window.getByRole('link', { name: 'Settings' }).click();
  await expect(window.getByRole('radio', { name: 'System', exact: true })).toBeChecked();
  await expect(window.getByRole('spinbutton', { name: 'Requests per minute' })).toHaveValue('7');
  await program.close();
});

test('settings that are no JSON are set aside, and the window says so once', async ({ bench }) => {
  mkdirSync(bench.userData, { recursive: true });
  writeFileSync(join(bench.userData, 'settings.json'), '{"theme":"dark",');
  const told = /Your settings could not be read.*settings\.json\.broken-/;
  const program = await bench.launch();
  await expect(program.window.getByText(told)).toBeInViewport({ ratio: 1 });
  await program.close();
  const [broken, ...others] = readdirSync(bench.userData).filter((name) => name.includes('.broken-'));
  expect(others).toEqual([]);
  expect(readFileSync(join(bench.userData, broken ?? ''), 'utf8')).toBe('{"theme":"dark",');

  const again = await bench.launch();
  await expect(again.window.getByRole('button', { name: 'Look around first' })).toBeVisible();
  await expect(again.window.getByText(told)).toHaveCount(0);
  await again.close();
});
