/** Which way lines run in the window. */
export type InlineDirection = 'ltr' | 'rtl';

/** What the page says of itself: stylesheets follow that too. */
export function inlineDirection(): InlineDirection {
  return document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr';
}

/** Calls the listener when lines begin to run the other way; the returned function ends it. */
export function watchInlineDirection(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['dir'] });
  return () => {
    observer.disconnect();
  };
}

/** 1 where lines run from left to right, -1 where they run from right to left: what a way along the x axis counts as. */
export function inlineSign(): 1 | -1 {
  return inlineDirection() === 'rtl' ? -1 : 1;
}

const TURNED: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };

/** The arrow that means the same where lines run from left to right: `ArrowRight` is what goes on along the line. */
export function alongLine(key: string): string {
  return inlineDirection() === 'rtl' ? (TURNED[key] ?? key) : key;
}
