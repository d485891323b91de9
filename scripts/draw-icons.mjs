// @ts-check
// Draws the icons of tray and drags into resources/icons and those of the program into packaging/icons. Run it by hand after
// a change: `node scripts/draw-icons.mjs`; the files are the same however often it is run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { icns, ico } from './icons/files.mjs';
import { programIcon } from './icons/program-icon.mjs';
import { traySign } from './icons/tray-sign.mjs';
import { inProject } from './project.mjs';

const TRAY_FOLDER = inProject('resources', 'icons');
const PROGRAM_FOLDER = inProject('packaging', 'icons');

/** @type {readonly (readonly [name: string, edge: number, isTemplate: boolean])[]} */
const TRAY_FILES = [
  ['tray-16.png', 16, false],
  ['tray-16@1.5x.png', 24, false],
  ['tray-16@2x.png', 32, false],
  ['tray-22.png', 22, false],
  ['tray-22@2x.png', 44, false],
  ['tray-template.png', 16, true],
  ['tray-template@2x.png', 32, true],
  ['drag-32.png', 32, false],
  ['drag-32@2x.png', 64, false],
];
const LINUX_EDGES = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_EDGES = [16, 24, 32, 48, 64, 128, 256];
/** Types of macOS by their edge in pixels; most sizes have one for plain and one for dense screens. */
const MAC_TYPES = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];
/** As in Apple's own grid: 824 of 1024 pixels are the icon. */
const MAC_MARGIN = 100 / 1024;

mkdirSync(TRAY_FOLDER, { recursive: true });
for (const [name, edge, isTemplate] of TRAY_FILES) {
  writeFileSync(join(TRAY_FOLDER, name), traySign(edge, isTemplate));
}

mkdirSync(join(PROGRAM_FOLDER, 'linux'), { recursive: true });
for (const edge of LINUX_EDGES) {
  writeFileSync(join(PROGRAM_FOLDER, 'linux', `${edge}x${edge}.png`), programIcon(edge));
}
writeFileSync(
  join(PROGRAM_FOLDER, 'flowshelf.ico'),
  ico(WINDOWS_EDGES.map((edge) => ({ edge, png: programIcon(edge) }))),
);
writeFileSync(
  join(PROGRAM_FOLDER, 'flowshelf.icns'),
  icns(
    MAC_TYPES.map(([type, edge]) => ({
      type: String(type),
      png: programIcon(Number(edge), { margin: MAC_MARGIN }),
    })),
  ),
);
