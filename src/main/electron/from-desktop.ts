import process from 'node:process';
import { app } from 'electron';
import type { HandedOverBox } from '../services/handed-over';

/**
 * Takes in what this start was begun with, and on a Mac what the system hands to the program while it runs; before `ready`, or the
 * first is lost. Nothing is registered here: a link leads to the program that was installed, which its package sees to.
 */
export function listenForDesktop(handedOver: HandedOverBox): void {
  handedOver.receive(process.argv.slice(1), process.cwd());
  app.on('open-url', (event, url) => {
    event.preventDefault();
    handedOver.receive([url], '/');
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    handedOver.receive([path], '/');
  });
}
