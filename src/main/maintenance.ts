import { answerMaintenance, type MaintenanceRequest } from './db/inspection';

/** Entry of the process that does the long work on the database so that the program need not: one request, one answer. */
process.parentPort.on('message', ({ data }) => {
  const request = data as MaintenanceRequest | 'end';
  if (request === 'end') process.exit(0);
  process.parentPort.postMessage(answerMaintenance(request));
});
