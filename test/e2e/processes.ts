import { readdirSync, readFileSync } from 'node:fs';

/** A process as the system tells of it. */
export interface ProcessSeen {
  readonly pid: number;
  readonly command: string;
  readonly status: string;
  /** With which it was started; empty where it may not be read. */
  readonly environment: string;
}

/** The process and all that it started, as the system tells of them. */
export function processesBelow(pid: number): ProcessSeen[] {
  const found = new Map<number, ProcessSeen & { readonly parent: number }>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      found.set(Number(name), {
        pid: Number(name),
        command,
        status,
        environment: readIfAllowed(`/proc/${name}/environ`),
        parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]),
      });
    } catch {
      // It ended meanwhile.
    }
  }
  const isBelow = (id: number): boolean => id === pid || (id > 1 && isBelow(found.get(id)?.parent ?? 0));
  return [...found].filter(([id]) => isBelow(id)).map(([, seen]) => seen);
}

function readIfAllowed(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
