import { answerMaintenance, type MaintenanceRequest } from './db/inspection';

/** Entry of the process that reads the whole database so that the program need not: one request, one answer. */
process.parentPort.on('message', ({ data }) => {
  process.parentPort.postMessage(answerMaintenance(data as MaintenanceRequest));
});
