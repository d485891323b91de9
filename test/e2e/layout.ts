import type { Page, TestInfo } from '@playwright/test';
import { expect } from './program';

/**
 * Finds texts of controls that have too little room and controls that lie over each other. What a person may have written
 * (titles, words, paths, names) is cut off on purpose and left out.
 */
const FAULTS = `(() => {
  const CONTROLS = 'button, a, label, legend, h1, h2, h3, dt, [role=tab], [role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=columnheader], [role=option], [role=radio], [role=combobox]';
  const OWN = '[role=row]:has([role=gridcell]), [dir=auto], input, textarea, pre, code, nav li';
  const isShown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;
  const isHidden = (element) => { const box = element.getBoundingClientRect(); return box.width <= 1 || box.height <= 1; };
  const name = (element) => (element.textContent || element.getAttribute('aria-label') || element.tagName).trim().slice(0, 50);
  const faults = [];
  const clips = (style) => style.overflowX !== 'visible';
  for (const element of document.querySelectorAll('body *')) {
    if (!isShown(element) || isHidden(element) || element.closest(OWN) || /^[\\d:.]+$/.test(element.textContent)) continue;
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (!hasText && !element.matches(CONTROLS)) continue;
    const style = getComputedStyle(element);
    if (style.display === 'inline' || element.clientWidth === 0) continue;
    const outer = element.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(element);
    const inner = range.getBoundingClientRect();
    // What hangs out of a box on purpose, so that it is pressed more easily, is no text.
    const isOut = clips(style) || inner.right > outer.right + 1 || inner.left < outer.left - 1;
    if (element.scrollWidth > element.clientWidth + 1 && isOut)
      faults.push((clips(style) ? 'cut off: ' : 'too wide: ') + name(element) + ' (' + element.scrollWidth + ' in ' + element.clientWidth + ')');
    const box = element.getBoundingClientRect();
    for (let parent = element.parentElement; parent; parent = parent.parentElement) {
      const around = getComputedStyle(parent);
      if (around.position === 'fixed') break;
      if (around.overflowX !== 'hidden' && around.overflowX !== 'clip') continue;
      const room = parent.getBoundingClientRect();
      if (parent.scrollWidth <= parent.clientWidth + 1) continue;
      if (box.right > room.right + 1 || box.left < room.left - 1) faults.push('beyond its frame: ' + name(element));
      break;
    }
  }
  const reach = (element) => {
    let room = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    for (let parent = element.parentElement; parent; parent = parent.parentElement) {
      if (getComputedStyle(parent).overflow === 'visible') continue;
      const box = parent.getBoundingClientRect();
      room = { left: Math.max(room.left, box.left), top: Math.max(room.top, box.top), right: Math.min(room.right, box.right), bottom: Math.min(room.bottom, box.bottom) };
    }
    return room;
  };
  const layerOf = (element) => {
    while (element !== null && getComputedStyle(element).position !== 'fixed') element = element.parentElement;
    return element;
  };
  const buttons = [...document.querySelectorAll('button, a, [role=combobox], [role=tab]')].filter((element) => isShown(element) && !isHidden(element) && !element.closest('[inert], [aria-hidden=true]'));
  const boxes = buttons.map((element) => {
    const box = element.getBoundingClientRect();
    const room = reach(element);
    return { element, layer: layerOf(element), left: Math.max(box.left, room.left), top: Math.max(box.top, room.top), right: Math.min(box.right, room.right), bottom: Math.min(box.bottom, room.bottom) };
  }).filter((box) => box.right - box.left > 2 && box.bottom - box.top > 2);
  for (const [index, one] of boxes.entries()) for (const other of boxes.slice(index + 1)) {
    if (one.element.parentElement?.closest('[role=row], li') !== other.element.parentElement?.closest('[role=row], li')) continue;
    // A notice lies over the page on purpose.
    if (one.layer !== other.layer) continue;
    if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
    const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    if (width > 2 && height > 2 && getComputedStyle(one.element).position !== 'absolute' && getComputedStyle(other.element).position !== 'absolute') faults.push('over each other: ' + name(one.element) + ' / ' + name(other.element));
  }
  return [...new Set(faults)];
})()`;

/** Fails where a text of the window as it is now is cut off or lies over another; keeps a picture of it. */
export async function expectRoom(window: Page, what: string, testInfo: TestInfo): Promise<void> {
  const body = await window.screenshot({ path: testInfo.outputPath(`${what}.png`) });
  await testInfo.attach(what, { body, contentType: 'image/png' });
  // Soft: one run tells of all places.
  expect.soft(await window.evaluate<readonly string[]>(FAULTS), `texts without room, ${what}`).toEqual([]);
}
