import type { Page } from '@playwright/test';

/** What a live region would have read out. */
export interface Announcement {
  /** Milliseconds since listening began. */
  readonly at: number;
  readonly text: string;
}

/**
 * Notes in the page what its live regions tell, as a screen reader takes it: what is new in one, what is hidden left out, and what
 * comes within a moment told as one.
 */
const LISTEN = `(() => {
  const REGION = '[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], [role=log]';
  const MOMENT_MS = 150;
  const begun = performance.now();
  window.heard = [];
  const spoken = (region) => {
    const copy = region.cloneNode(true);
    for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove();
    return copy.textContent.replace(/\\s+/g, ' ').trim();
  };
  const told = new WeakMap();
  for (const region of document.querySelectorAll(REGION)) told.set(region, spoken(region));
  let pending = new Set();
  const tell = () => {
    const busy = new Set([...pending].filter((region) => region.ariaBusy === 'true' && region.isConnected));
    for (const region of pending) {
      if (busy.has(region)) continue;
      if (!region.isConnected || region.closest('[inert], [aria-hidden=true]')) continue;
      const text = spoken(region);
      if (text === '' || told.get(region) === text) continue;
      told.set(region, text);
      window.heard.push({ at: performance.now() - begun, text });
    }
    // Read out when all of it is there.
    pending = busy;
    if (busy.size > 0) setTimeout(tell, MOMENT_MS);
  };
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest(REGION);
      if (region) pending.add(region);
      // An alert is read out when it comes; a status only what changes in it.
      for (const node of addedNodes) if (node instanceof Element)
        for (const alert of [node, ...node.querySelectorAll('[role=alert]')]) if (alert.matches('[role=alert]')) pending.add(alert);
    }
    if (pending.size > 0) setTimeout(tell, MOMENT_MS);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
})()`;

/** Begins to listen; the returned function tells what was heard so far. */
export async function listenToRegions(window: Page): Promise<() => Promise<readonly Announcement[]>> {
  await window.evaluate(LISTEN);
  return () => window.evaluate<readonly Announcement[]>('window.heard');
}
