import { join } from 'node:path';
import { utilityProcess, type UtilityProcess } from 'electron';
import type { MaintenanceAnswer, MaintenanceRequest } from '../db/inspection';
import type { DatabaseMaintenance } from '../ports';

/**
 * Has the long work on the database done in a process of its own, which lives only for it; where one thing follows the other it
 * stays a while, for to begin it holds main up.
 */
export const databaseMaintenance: DatabaseMaintenance = {
  inspect: async (file) => (await askOnce({ kind: 'inspect', file })).problems,
  copy: async (file, to) => void (await askOnce({ kind: 'copy', file, to })),
  checkpoint: async (file) => void (await askKept({ kind: 'checkpoint', file })),
};

type Done = Extract<MaintenanceAnswer, { isDone: true }>;

const STAYS_MS = 10_000;

function begin(): UtilityProcess {
  return utilityProcess.fork(join(import.meta.dirname, 'maintenance.js'), [], {
    serviceName: 'Flowshelf database maintenance',
    stdio: 'ignore',
  });
}

/** Not killed: a process that was is worth a line in the log. */
function end(worker: UtilityProcess): void {
  worker.postMessage('end');
}

async function askOnce(request: MaintenanceRequest): Promise<Done> {
  const worker = begin();
  try {
    return await ask(worker, request);
  } finally {
    end(worker);
  }
}

let kept: UtilityProcess | null = null;
let leaving: NodeJS.Timeout | undefined;

/** One request at a time. */
async function askKept(request: MaintenanceRequest): Promise<Done> {
  clearTimeout(leaving);
  const worker = kept ?? begin();
  if (kept === null) {
    worker.once('exit', () => {
      if (kept === worker) kept = null;
    });
  }
  kept = worker;
  try {
    return await ask(worker, request);
  } catch (error) {
    if (kept === worker) end(worker);
    kept = null;
    throw error;
  } finally {
    leaving = setTimeout(() => {
      if (kept !== null) end(kept);
      kept = null;
    }, STAYS_MS);
  }
}

function ask(worker: UtilityProcess, request: MaintenanceRequest): Promise<Done> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number) => {
      worker.off('message', onMessage);
      reject(new Error(`Database maintenance ended with ${code}.`));
    };
    const onMessage = (answer: MaintenanceAnswer) => {
      worker.off('exit', onExit);
      if (answer.isDone) resolve(answer);
      else reject(new Error(answer.message));
    };
    worker.once('exit', onExit);
    worker.once('message', onMessage);
    worker.postMessage(request);
  });
}
