// What `electron <folder>` starts: packed as resources/default_app.asar into the fallback Electron, which comes
// without the one that every Electron has. It knows only what development and Playwright need of it.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const { folder, modules, asksForVersion } = readCommandLine(process.argv.slice(1));

if (asksForVersion) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
if (folder === undefined) {
  console.error('Usage: electron <folder of the program>');
  process.exit(1);
}

const require = createRequire(import.meta.url);
for (const module of modules) require(path.resolve(module));

const programFolder = path.resolve(folder);
const program = JSON.parse(fs.readFileSync(path.join(programFolder, 'package.json'), 'utf8'));
introduceProgram(program, programFolder);

// Waiting for the program's entry holds Electron's `ready` back: privileged schemes must be registered before it.
await import(pathToFileURL(path.join(programFolder, program.main ?? 'index.js')).href);

/**
 * The first argument that is no switch is the program; what follows belongs to the program.
 *
 * @param {string[]} args
 */
function readCommandLine(args) {
  const modules = [];
  for (let i = 0; i < args.length; i += 1) {
    if (args[i] === '-r' || args[i] === '--require') {
      i += 1;
      modules.push(args[i]);
    } else if (args[i] === '-v' || args[i] === '--version') {
      return { modules, asksForVersion: true };
    } else if (!args[i].startsWith('-')) {
      return { modules, folder: args[i], asksForVersion: false };
    }
  }
  return { modules, asksForVersion: false };
}

/** Lets Electron know the program under its own name, as the real default app does. */
function introduceProgram({ name, productName, version }, appPath) {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  app.name = productName ?? name ?? app.name;
  app.setDesktopName(`${app.name}.desktop`);
  if (version) app.setVersion(version);
  app.setAppPath(appPath);
}
