import { spawnSync } from 'node:child_process';

/** Whether a program can be started by its name on this machine. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['-version'], { stdio: 'ignore' }).error === undefined;
}
