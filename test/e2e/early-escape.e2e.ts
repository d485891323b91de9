import { expect, test } from './program';
import { launchWithSongs } from './three-songs';

/** Whoever is quick: Escape comes before the dialog that was asked for has the keyboard. */

/** What passes between the two keys. */
const GAPS = {
  nothing: 'null',
  'a moment of the page': 'new Promise((resolve) => setTimeout(resolve))',
  'a picture': 'new Promise((resolve) => requestAnimationFrame(resolve))',
} as const;

test('Escape gives up a dialog as soon as it was asked for, and nothing else hears it', async ({ bench }) => {
  const { window, server, row } = await launchWithSongs(bench);
  const dialog = window.getByRole('dialog');
  const search = window.getByRole('searchbox', { name: 'Search songs and lyrics' });
  const press = (key: string, more = '') =>
    `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true, cancelable: true, ${more} }))`;
  await row('Beacon').click();
  // Where Escape means something else: it clears what was typed.
  await search.fill('Beacon');
  const command = process.platform === 'darwin' ? 'metaKey: true' : 'ctrlKey: true';
  for (const [name, gap] of Object.entries(GAPS)) {
    await test.step(name, async () => {
      await window.evaluate(`(async () => {
        ${press('e', `code: 'KeyE', ${command}`)};
        await ${gap};
        ${press('Escape')};
      })()`);
      // Whatever was still to come has come.
      await window.waitForTimeout(500);
      await expect(dialog).toHaveCount(0);
      await expect(search).toHaveValue('Beacon');
    });
  }
  await test.step('a dialog has the keyboard from when it is there: nothing that is typed goes to what lies behind', async () => {
    await window.getByRole('link', { name: 'Songs' }).focus();
    const focused = await window.evaluate<readonly string[]>(`new Promise((resolve) => {
      // A machine with much to do: the next picture is long in coming.
      const soon = window.requestAnimationFrame;
      window.requestAnimationFrame = (draw) => setTimeout(() => soon(draw), 300);
      new MutationObserver((_changes, observer) => {
        const dialog = document.querySelector('[role=dialog]');
        if (dialog === null) return;
        observer.disconnect();
        // What the page has to do at once is done; no key has come in between.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => { window.requestAnimationFrame = soon; resolve([document.activeElement.tagName, String(dialog.contains(document.activeElement))]); };
        channel.port2.postMessage(null);
      }).observe(document.body, { childList: true, subtree: true });
      ${press('n', `code: 'KeyN', ${command}`)};
    })`);
    expect(focused).toEqual(['TEXTAREA', 'true']);
    await window.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });
  await test.step('it closes by Escape as ever when it has the keyboard', async () => {
    await window.keyboard.press('ControlOrMeta+e');
    await expect(dialog).toBeVisible();
    await window.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(search).toHaveValue('Beacon');
  });
  await server.close();
});
