/** Set when the first rows of a list are on the screen: the end of a start, as a user sees it. */
export const ROWS_PAINTED = 'flowshelf:rows-painted';
/** Set when the first screen stands, whatever it shows, and the window has nothing more urgent to do. */
export const WINDOW_SETTLED = 'flowshelf:window-settled';
