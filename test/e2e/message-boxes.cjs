/* eslint-disable @typescript-eslint/no-require-imports -- loaded with -r, which takes CommonJS only */
// Loaded into the program before it starts: stands in for the system's message boxes, which no test can press. What would be
// shown is written to a file; the number of the button is read from another.
const { existsSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { dialog } = require('electron');

const folder = process.env.FLOWSHELF_TEST_MESSAGE_BOXES;
const answer = join(folder, 'answer');
let count = 0;

dialog.showMessageBox = async (options) => {
  count += 1;
  const shown = join(folder, `shown-${count}.json`);
  writeFileSync(`${shown}.new`, JSON.stringify(options));
  renameSync(`${shown}.new`, shown);
  while (!existsSync(answer)) await wait(20);
  const response = Number(readFileSync(answer, 'utf8'));
  rmSync(answer);
  return { response, checkboxChecked: false };
};
