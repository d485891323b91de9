import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { MaintenanceAnswer, MaintenanceRequest } from '../db/inspection';
import type { DatabaseMaintenance } from '../ports';

/** Has the long work on the database done in a process of its own, which lives only for it. */
export const databaseMaintenance: DatabaseMaintenance = {
  inspect: async (file) => (await ask({ kind: 'inspect', file })).problems,
  copy: async (file, to) => void (await ask({ kind: 'copy', file, to })),
  checkpoint: async (file) => void (await ask({ kind: 'checkpoint', file })),
};

function ask(request: MaintenanceRequest): Promise<Extract<MaintenanceAnswer, { isDone: true }>> {
  return new Promise((resolve, reject) => {
    const worker = utilityProcess.fork(join(import.meta.dirname, 'maintenance.js'), [], {
      serviceName: 'Flowshelf database maintenance',
      stdio: 'ignore',
    });
    worker.once('exit', (code) => reject(new Error(`Database maintenance ended with ${code}.`)));
    worker.once('message', (answer: MaintenanceAnswer) => {
      if (answer.isDone) resolve(answer);
      else reject(new Error(answer.message));
      // Not killed: a process that was is worth a line in the log.
      worker.postMessage('end');
    });
    worker.postMessage(request);
  });
}
