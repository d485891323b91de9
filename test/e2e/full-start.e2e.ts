import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pending, startFlowServer } from '../support/flow-server';
import { canMountSmallDisk, mountSmallDisk } from '../support/small-disk';
import { whyNoSandbox } from './ordinary-user';
import { expect, test, type Bench } from './program';

/** A start with no room for the program's own data, or no leave to write it: said in plain words, and tried again when the user has seen to it. */

const JOB = 'aaaaaaaa-0000-4000-8000-000000000001';

interface MessageBox {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** The system's message boxes, answered by a test (`message-boxes.cjs`). */
function messageBoxes(bench: Bench, start: string) {
  const folder = join(bench.folder, `message boxes of ${start}`);
  mkdirSync(folder);
  return {
    modules: [join(import.meta.dirname, 'message-boxes.cjs')],
    env: { FLOWSHELF_TEST_MESSAGE_BOXES: folder },
    /** Waits for the n-th one, from 1. */
    async shown(count: number): Promise<MessageBox> {
      const file = join(folder, `shown-${count}.json`);
      await expect.poll(() => existsSync(file), { timeout: 60_000 }).toBe(true);
      return JSON.parse(readFileSync(file, 'utf8')) as MessageBox;
    },
    press(button: number): void {
      writeFileSync(join(folder, 'answer.new'), String(button));
      renameSync(join(folder, 'answer.new'), join(folder, 'answer'));
    },
  };
}

test('a disk without room for the database: Try again finds it as it was, Quit ends the program', async ({
  bench,
}) => {
  test.skip(!canMountSmallDisk, 'needs root on Linux to mount a small disk');
  test.setTimeout(240_000);
  const disk = mountSmallDisk(bench.userData, 80);
  const server = await startFlowServer({ key: 'key' });
  try {
    server.job(JOB, pending());
    const env = { TT_API_KEY: 'key', FLOWSHELF_API_URL: server.url };
    const first = await bench.launch({ env });
    await first.window.evaluate(`flowshelf.invoke('jobs.add', JSON.stringify({ text: '${JOB}' }))`);
    await expect.poll(() => server.asked(JOB).length).toBeGreaterThan(0);
    await first.close();
    disk.fill(0);

    const launchWith = ({ modules, env: more }: ReturnType<typeof messageBoxes>) =>
      bench.launch({ env: { ...env, ...more }, modules });
    await test.step('Quit', async () => {
      const boxes = messageBoxes(bench, 'quit');
      const quit = launchWith(boxes).then(
        () => 'opened',
        () => 'ended',
      );
      const box = await boxes.shown(1);
      expect(box.message).toBe('There is no room for Flowshelf’s own data');
      expect(box.detail).toContain(bench.userData);
      expect(box.detail).toContain('5 MB have to be free, there are 0 MB.');
      expect(box.detail).toContain('Nothing is lost');
      expect(box.buttons).toEqual(['Try again', 'Quit']);
      boxes.press(1);
      expect(await quit).toBe('ended');
    });

    await test.step('Try again', async () => {
      const asked = server.asked(JOB).length;
      const boxes = messageBoxes(bench, 'try again');
      const launching = launchWith(boxes);
      await boxes.shown(1);
      boxes.press(0);
      expect((await boxes.shown(2)).message).toBe('There is no room for Flowshelf’s own data');
      disk.empty();
      boxes.press(0);
      const program = await launching;
      await program.window.getByRole('link', { name: 'Jobs' }).click();
      const jobs = program.window.getByRole('grid', { name: 'Jobs' });
      await expect(jobs.getByRole('row', { name: new RegExp(`^${JOB}`) })).toBeVisible();
      await expect.poll(() => server.asked(JOB).length).toBeGreaterThan(asked);
      await program.close();
    });
  } finally {
    disk.unmount();
    await server.close();
  }
});

test('a folder that may not be written: told, and not taken for a second start', async ({ bench }) => {
  test.skip(process.platform === 'win32', 'has other permissions');
  test.skip(whyNoSandbox !== null && process.getuid?.() === 0, 'root may write everything');
  const first = await bench.launch({});
  await first.close();
  const mayWrite = (isAllowed: boolean) =>
    execFileSync('chmod', ['-R', isAllowed ? 'u+w' : 'a-w', bench.userData]);
  mayWrite(false);
  try {
    const boxes = messageBoxes(bench, 'not allowed');
    const launching = bench.launch(boxes);
    const box = await boxes.shown(1);
    expect(box.message).toBe('Flowshelf may not write its own data');
    expect(box.detail).toContain(bench.userData);
    mayWrite(true);
    boxes.press(0);
    const program = await launching;
    await expect(program.window.getByRole('button', { name: 'Try with sample songs' })).toBeVisible();
    await program.close();
  } finally {
    mayWrite(true);
  }
});
