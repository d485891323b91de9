import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startFlowServer, success } from '../support/flow-server';
import { audio, jpg } from '../support/media';
import { expect, test } from './program';

/** A key and a signed address that can be told from everything else, looked for wherever the program leaves something. */

const KEY = 'canary-key-d41d8cd98f00b204';
const SIGNATURE = 'canary-signature-9e107d9d372bb682';
const JOB = 'ffd6870b-9a83-47e6-9d57-601efced86b5';

/** Playwright has the system's secret store left out, which is the case that must be honest. */
test('a key without a secret store: said in plain words, and in one file that is its owner’s alone', async ({
  bench,
}) => {
  const server = await startFlowServer({ key: KEY });
  const files = {
    audio_url: `${server.file('/a.m4a', { bytes: audio(), type: 'audio/mp4' })}?X-Signature=${SIGNATURE}`,
    image_url: `${server.file('/c.jpg', { bytes: jpg(), type: 'image/jpeg', status: 500 })}?X-Signature=${SIGNATURE}`,
  };
  server.job(JOB, success([{ clip_id: 'clip-1', title: 'Low Tide', ...files }]));
  const program = await bench.launch({ env: { FLOWSHELF_API_URL: server.url } });
  const { app, window } = program;
  let output = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  const dumps = await app.evaluate(({ app: main }) => main.getPath('crashDumps'));
  const keyFile = join(bench.userData, 'key.json');

  await test.step('for this session: nothing is written', async () => {
    // A job, so that this is no first start, which has a page of its own.
    await addJob(window);
    await window.reload();
    await openSettings(window);
    await expect(
      window.getByText('This system has no secret store. How shall the key be kept?'),
    ).toBeVisible();
    await window.getByLabel('API key', { exact: true }).fill(KEY);
    await window.getByRole('radio', { name: 'Keep for this session' }).check();
    await window.getByRole('button', { name: 'Save key' }).click();
    await expect(
      window.getByText(`A key ending in ${KEY.slice(-4)} is kept until the program is closed.`),
    ).toBeVisible();
    expect(filesThatHold(bench.folder, KEY)).toEqual([]);
  });

  await test.step('unprotected: one file, mode 0600, and the words say who can read it', async () => {
    await window.getByLabel('API key', { exact: true }).fill(KEY);
    await window.getByRole('radio', { name: 'Store unprotected' }).check();
    await expect(
      window.getByText('It is kept in a file of yours. Programs that run under your name can read it.'),
    ).toBeVisible();
    await window.getByRole('button', { name: 'Save key' }).click();
    await expect(
      window.getByText(
        `A key ending in ${KEY.slice(-4)} is stored unprotected: programs that run under your name can read it.`,
      ),
    ).toBeVisible();
    expect(filesThatHold(bench.folder, KEY)).toEqual([keyFile]);
    if (process.platform !== 'win32') expect((statSync(keyFile).mode & 0o777).toString(8)).toBe('600');
    expect(JSON.parse(readFileSync(keyFile, 'utf8'))).toEqual({
      origin: server.url,
      storage: 'unprotected',
      value: KEY,
    });
  });

  await test.step('used, rejected and in a window that crashed, it stands nowhere else', async () => {
    await window.evaluate(`flowshelf.invoke('key.test', '{"key":null}')`);
    await expect.poll(() => server.fetched('/a.m4a').some((request) => request.isOver)).toBe(true);
    await expect.poll(() => server.fetched('/c.jpg').length).toBeGreaterThan(0);
    server.setKey('another');
    await window.evaluate(`flowshelf.invoke('jobs.check', '{"jobIds":["${JOB}"]}')`);
    await expect(window.getByText('The service does not accept the API key.')).toBeVisible();
    for (const { command, environment } of ourProcesses(bench.userData)) {
      expect(command).not.toContain(KEY);
      expect(environment).not.toContain(KEY);
    }
    const crashed = window.waitForEvent('crash');
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    await crashed;
  });
  await program.close();

  expect(filesThatHold(bench.folder, KEY)).toEqual([keyFile]);
  expect(filesThatHold(dumps, KEY)).toEqual([]);
  expect(output).not.toContain(KEY);
  // Signed addresses stand where they are needed, in the database and the raw answer inside it, and nowhere else.
  expect(output).not.toContain(SIGNATURE);
  const holders = filesThatHold(bench.folder, SIGNATURE).map((path) => path.slice(bench.userData.length + 1));
  expect(holders.filter((path) => !path.startsWith('library.sqlite'))).toEqual([]);
  await server.close();
});

test('a key of the environment is handed to nothing that the program starts', async ({ bench }) => {
  const server = await startFlowServer({ key: KEY });
  const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const { app, window } = program;
  await openSettings(window);
  await expect(
    window.getByText(`A key ending in ${KEY.slice(-4)} comes from the environment (TT_API_KEY).`),
  ).toBeVisible();
  const environment = await app.evaluate(async () => {
    const { spawnSync } = process.getBuiltinModule('node:child_process');
    return spawnSync('env', { encoding: 'utf8' }).stdout;
  });
  expect(environment).toContain('PATH=');
  expect(environment).not.toContain(KEY);
  const all = ourProcesses(bench.userData);
  expect(all.length).toBeGreaterThan(2);
  for (const { command } of all) expect(command).not.toContain(KEY);
  // The program itself was given it; nothing that it started was.
  expect(all.filter(({ environment: own }) => own.includes(KEY))).toHaveLength(1);
  await program.close();
  expect(filesThatHold(bench.folder, KEY)).toEqual([]);
  await server.close();
});

async function addJob(window: Page): Promise<void> {
  const input = JSON.stringify(JSON.stringify({ text: JOB }));
  await window.evaluate(`flowshelf.invoke('jobs.add', ${input})`);
}

async function openSettings(window: Page): Promise<void> {
  await window.getByRole('link', { name: 'Settings' }).click();
}

/** Files below a folder in which this text stands, in UTF-8 or UTF-16. */
function filesThatHold(folder: string, text: string): string[] {
  const forms = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return names
    .map((name) => join(folder, name))
    .filter((path) => {
      try {
        const content = readFileSync(path);
        return forms.some((form) => content.includes(form));
      } catch {
        // A folder, a socket, or gone meanwhile.
        return false;
      }
    });
}

/** Command line and first environment of every process that works for this profile. */
function ourProcesses(userData: string): { readonly command: string; readonly environment: string }[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return command.includes(userData)
          ? [{ command, environment: readFileSync(`/proc/${name}/environ`, 'utf8') }]
          : [];
      } catch {
        return [];
      }
    });
}
