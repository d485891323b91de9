import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createWriteTurns } from '../../src/main/db/write-turns';

/** Whose turn it is to write: the program is never blocked by the thread where it can wait otherwise. */

/** A thread that says that it is in a transaction until it is told to end it, as `transact` does. */
async function threadInTransaction(memory: SharedArrayBuffer) {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const slots = new Int32Array(workerData);
    Atomics.store(slots, 2, 1);
    parentPort.postMessage('begun');
    parentPort.once('message', () => {
      Atomics.store(slots, 2, 0);
      Atomics.notify(slots, 2);
    });`;
  const worker = new Worker(code, { eval: true, workerData: memory });
  await new Promise((resolve) => worker.once('message', resolve));
  return { end: () => worker.postMessage('end'), terminate: () => worker.terminate() };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('a turn that can be waited for', () => {
  it('is had at once while nobody is in the way', async () => {
    const turns = createWriteTurns();
    let isDone = false;
    const done = turns.inTurn(() => {
      isDone = true;
      return turns.isClaimed();
    });
    expect(isDone).toBe(true);
    expect(await done).toBe(true);
    expect(turns.isClaimed()).toBe(false);
  });

  it('comes when the thread ends its transaction, and the program goes on meanwhile', async () => {
    const turns = createWriteTurns();
    const thread = await threadInTransaction(turns.memory);
    let isDone = false;
    const done = turns.inTurn(() => void (isDone = true));
    await turn();
    expect(isDone).toBe(false);
    expect(turns.isClaimed()).toBe(true);
    thread.end();
    await done;
    expect(isDone).toBe(true);
    expect(turns.isClaimed()).toBe(false);
    await thread.terminate();
  });

  it('comes when the thread is no more', async () => {
    const turns = createWriteTurns();
    const thread = await threadInTransaction(turns.memory);
    const done = turns.inTurn(() => 'written');
    await thread.terminate();
    turns.threadEnded();
    expect(await done).toBe('written');
  });

  it('leaves nothing claimed when the work fails', async () => {
    const turns = createWriteTurns();
    await expect(turns.inTurn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(turns.isClaimed()).toBe(false);
  });

  it('is known to a transaction that begins, which stands back first', async () => {
    const turns = createWriteTurns();
    const order: string[] = [];
    const code = `
      const { parentPort, workerData } = require('node:worker_threads');
      const slots = new Int32Array(workerData);
      setTimeout(() => {
        parentPort.postMessage('left');
        Atomics.sub(slots, 0, 1);
        Atomics.notify(slots, 0);
      }, 30);`;
    // Somebody waits to write already.
    Atomics.add(new Int32Array(turns.memory), 0, 1);
    const other = new Worker(code, { eval: true, workerData: turns.memory });
    turns.transact(() => order.push(turns.isClaimed() ? 'in the way' : 'free'));
    expect(order).toEqual(['free']);
    await other.terminate();
  });
});
