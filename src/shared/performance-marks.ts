/** Set when the first rows of a list are on the screen: the end of a start, as a user sees it. */
export const ROWS_PAINTED = 'flowshelf:rows-painted';
