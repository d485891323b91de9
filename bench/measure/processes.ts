import { readdirSync, readFileSync } from 'node:fs';

/** What the processes of a program use, as Linux tells it. Elsewhere nothing is told. */

/** Ticks of a second in which the kernel counts a process's time; the same on every Linux that people run. */
const TICKS_PER_SECOND = 100;

/** Proportional share of memory of a process and all that it has started, in bytes. */
export function proportionalBytes(root: number): number {
  return sumOver(root, (pid) => {
    const kilobytes = /^Pss:\s+(\d+)/m.exec(readQuietly(`/proc/${pid}/smaps_rollup`))?.[1] ?? '0';
    return Number(kilobytes) * 1024;
  });
}

/** Seconds of processor time that a process and all that it has started have used so far. */
export function cpuSeconds(root: number): number {
  return sumOver(root, (pid) => {
    // The name of the program stands in brackets and may hold anything; what is counted stands behind it.
    const fields = readQuietly(`/proc/${pid}/stat`).replace(/^.*\)/s, '').trim().split(' ');
    const [user = '0', system = '0'] = fields.slice(11, 13);
    return (Number(user) + Number(system)) / TICKS_PER_SECOND;
  });
}

function sumOver(root: number, of: (pid: number) => number): number {
  return processTree(root).reduce((sum, pid) => sum + of(pid), 0);
}

/** A process and all that it has started. */
function processTree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = /^PPid:\s+(\d+)/m.exec(readQuietly(`/proc/${name}/status`))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const tree = [root];
  for (const pid of tree) {
    for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  }
  return tree;
}

/** A process may be gone by now. */
function readQuietly(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
