import type { Locator, Page } from '@playwright/test';
import { expect } from './program';

/** Whether an element, or what it is drawn by, looks focused: a function of the element, for expressions of the page. */
export const LOOKS_FOCUSED = `((element) =>
  [element, element.parentElement, element.nextElementSibling, element.previousElementSibling, ...element.children].some((part) => {
    if (!part) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  }))`;

/** No way through a window is longer than this. */
const MOST_STOPS = 60;

/** Goes about in a window as somebody does who has a keyboard and no pointer. */
export function keyboardOf(window: Page) {
  const { keyboard } = window;
  const focused = window.locator(':focus');
  const has = async (control: Locator) => (await control.and(focused).count()) > 0;

  /** Presses a key until `isThere`; fails where that never comes. */
  async function until(key: string, what: string, isThere: () => Promise<boolean>): Promise<void> {
    for (let stops = 0; !(await isThere()); stops += 1) {
      expect(stops, `${key} never comes to ${what}`).toBeLessThan(MOST_STOPS);
      await keyboard.press(key);
    }
  }

  async function expectSeen(control: Locator): Promise<void> {
    await expect(control).toBeFocused();
    const looks = await window.evaluate<boolean>(`${LOOKS_FOCUSED}(document.activeElement)`);
    expect(looks, `${String(control)} does not look focused`).toBe(true);
  }

  return {
    press: async (...keys: readonly string[]) => {
      for (const key of keys) await keyboard.press(key);
    },
    type: (text: string) => keyboard.type(text),
    /** Has Tab, or another key, go on until the control has the keyboard, and looks whether it shows that. */
    async goTo(control: Locator, key = 'Tab'): Promise<void> {
      await expect(control).toBeVisible();
      await until(key, String(control), () => has(control));
      await expectSeen(control);
    },
    /** Has F6 go on until the keyboard is in this part of the window. */
    async goInto(part: Locator): Promise<void> {
      await expect(part).toBeVisible();
      await until('F6', String(part), async () => (await has(part)) || has(part.locator(':focus')));
    },
    expectSeen,
  };
}
