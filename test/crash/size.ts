import process from 'node:process';

/** Whether the whole tables run, which takes many minutes; `npm test` runs a part of each. */
export const isFull = process.env['FLOWSHELF_FULL'] === '1';
