import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { FuseV1Options } from '@electron/fuses';
import { RELEASE_FUSES } from '../../scripts/release/fuses.mjs';
import { FALLBACK_VERSION } from '../../scripts/setup/fallback-electron/build.mjs';
import { startFlowServer, success } from '../support/flow-server';
import { jpg } from '../support/media';
import { clip } from '../support/songs';
import { whyNoSandbox } from './ordinary-user';
import { processesBelow, type ProcessSeen } from './processes';
import { expect, ofCases, test } from './program';

/** Electron's security checklist against the running program, started by an ordinary user with the sandbox on. */

const PROJECT = resolve(import.meta.dirname, '../..');
const KEY = 'a-key-for-the-security-suite-0815';
const JOB = 'ffd6870b-9a83-47e6-9d57-601efced86b5';

test('the twenty points of the checklist', ofCases(20), async ({ bench }) => {
  test.skip(whyNoSandbox !== null, whyNoSandbox ?? '');
  const server = await startFlowServer({ key: KEY });
  const cover = server.file('/c.jpg', { bytes: jpg(), type: 'image/jpeg' });
  server.job(JOB, success([clip('Low Tide', { clip_id: '..', image_url: cover })]));
  const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const { app, window } = program;
  const pageUrl = window.url();
  await app.evaluate(({ shell, session }) => {
    const seen: { opened: string[]; requested: string[] } = { opened: [], requested: [] };
    Object.assign(globalThis, { seen });
    shell.openExternal = (url) => Promise.resolve(void seen.opened.push(url));
    session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
      seen.requested.push(details.url);
      answer({});
    });
  });
  const seen = () =>
    app.evaluate(() => (globalThis as unknown as { seen: { opened: string[]; requested: string[] } }).seen);
  const preferences = (await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  })) as Readonly<Record<string, unknown>>;
  /** Runs in the page as its own script would, and gives what came of it as text. */
  const inPage = (script: string) => window.evaluate(script).then(String);

  await test.step('1 the page comes from the program, and nothing from anywhere else', async () => {
    expect.soft(pageUrl).toMatch(/^app:\/\/flowshelf\//);
    await inPage(`flowshelf.invoke('jobs.add', ${JSON.stringify(JSON.stringify({ text: JOB }))})`);
    await window.reload();
    await expect(window.getByRole('row', { name: /^Low Tide/ })).toBeVisible();
    await expect
      .poll(async () => (await seen()).requested.some((url) => url.startsWith('media:')))
      .toBe(true);
    const others = (await seen()).requested.filter((url) => !/^(app|media|devtools):/.test(url));
    expect.soft(others).toEqual([]);
  });

  await test.step('2 pages have no Node, nor have workers and frames', async () => {
    expect.soft(preferences['nodeIntegration']).toBe(false);
    expect.soft(preferences['nodeIntegrationInSubFrames'] ?? false).toBe(false);
    // The preference for workers is told to the page's process alone.
    for (const { command } of pagesOf(app)) expect.soft(command).not.toContain('node-integration-in-worker');
    for (const name of ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'setImmediate']) {
      expect.soft(await inPage(`typeof ${name}`), name).toBe('undefined');
    }
  });

  await test.step('3 preload and page live in worlds of their own', async () => {
    expect.soft(preferences['contextIsolation']).toBe(true);
    expect.soft(await inPage('Object.keys(flowshelf).sort().join()')).toBe('cancel,invoke,on');
    expect.soft(await inPage('flowshelf.invoke = 1; typeof flowshelf.invoke')).toBe('function');
    for (const name of ['ipcRenderer', 'electron', 'webFrame', 'contextBridge']) {
      expect.soft(await inPage(`typeof ${name}`), name).toBe('undefined');
    }
  });

  await test.step('4 every page is a process in the sandbox', () => {
    expect.soft(preferences['sandbox']).toBe(true);
    const all = processesBelow(app.process().pid ?? 0);
    for (const { command, status } of pagesOf(app)) {
      expect.soft(command).toContain('--enable-sandbox');
      // 2: a filter of system calls is in force.
      expect.soft(status).toMatch(/^Seccomp:\s+2$/m);
      expect.soft(status).toMatch(/^NoNewPrivs:\s+1$/m);
    }
    for (const { command, status } of all) {
      expect.soft(command).not.toContain('no-sandbox');
      expect.soft(status).not.toMatch(/^Uid:\s+0\b/m);
    }
    const withKey = all.filter(({ environment }) => environment.includes(KEY)).map(({ command }) => command);
    expect.soft(withKey).toHaveLength(1);
  });

  await test.step('5 no permission is granted', async () => {
    const names = [
      'camera',
      'microphone',
      'geolocation',
      'notifications',
      'midi',
      'clipboard-read',
      'persistent-storage',
    ];
    for (const name of names) {
      const state = await inPage(
        `navigator.permissions.query({ name: ${JSON.stringify(name)} }).then((found) => found.state, (error) => error.name)`,
      );
      expect.soft(['denied', 'TypeError'], `${name}: ${state}`).toContain(state);
    }
    expect.soft(await inPage('Notification.requestPermission()')).toBe('denied');
    expect
      .soft(
        await inPage('navigator.mediaDevices.getUserMedia({ audio: true }).then(() => "got", (e) => e.name)'),
      )
      .toMatch(/^Not(Allowed|Found)Error$/);
    expect
      .soft(await inPage('navigator.mediaDevices.getDisplayMedia().then(() => "got", (e) => e.name)'))
      .not.toBe('got');
    expect
      .soft(
        await inPage(
          'new Promise((done) => navigator.geolocation.getCurrentPosition(() => done("got"), (e) => done(e.code)))',
        ),
      )
      .toBe('1');
    for (const device of [
      'usb.requestDevice({ filters: [] })',
      'serial.requestPort()',
      'hid.requestDevice({ filters: [] })',
    ]) {
      const answer = await inPage(
        `Promise.resolve().then(() => navigator.${device}).then((d) => [d].flat().length, (e) => e.name)`,
      );
      expect.soft(answer, device).not.toBe('1');
    }
  });

  await test.step('6 the same-origin policy holds', async () => {
    expect.soft(preferences['webSecurity'] ?? true).toBe(true);
    for (const url of [
      `${server.url}/`,
      `${server.fileUrl}/c.jpg`,
      'https://example.com/',
      'file:///etc/passwd',
    ]) {
      expect
        .soft(await inPage(`fetch(${JSON.stringify(url)}).then(() => 'got', (e) => e.name)`), url)
        .toBe('TypeError');
    }
    // The files of songs may be read, for their waveforms, and nothing else by their addresses.
    for (const [path, expected] of [
      // Where an address could be a song's, one without a file fails as a whole.
      ['~%2e%2e%2f%2e%2e/cover', 'TypeError'],
      ['~x/audio', 'TypeError'],
      ['~x/../../etc/passwd', '404'],
      ['x/cover', '404'],
      ['', '404'],
    ] as const) {
      const answer = await inPage(
        `fetch('media://song/${path}').then((a) => String(a.status), (e) => e.name)`,
      );
      expect.soft(answer, path).toBe(expected);
    }
    // Ours is held by its policy for content too; a page without one, with the preferences of ours, is held all the same.
    const fromOtherPage = await app.evaluate(
      async ({ BrowserWindow }, given) => {
        const { preload: _preload, ...webPreferences } = given.preferences;
        const other = new BrowserWindow({
          show: false,
          // A session of its own, so that it is not taken for something that our page asked for.
          webPreferences: { ...webPreferences, partition: 'another page' },
        });
        try {
          await other.loadURL(given.page);
          const read = `fetch(${JSON.stringify(given.file)}).then(() => 'got', (e) => e.name)`;
          return (await other.webContents.executeJavaScript(read)) as string;
        } finally {
          other.destroy();
        }
      },
      { preferences, page: `${server.url}/x`, file: `${server.fileUrl}/c.jpg` },
    );
    expect.soft(fromOtherPage).toBe('TypeError');
    // What the system's media panel needs is still there.
    expect.soft(await inPage(DRAW_COVER)).toMatch(/^data:image\/jpeg;base64,/);
  });

  await test.step('7 the policy for content comes as a header and has no exception', async () => {
    const policy = await inPage(`fetch('/').then((answer) => answer.headers.get('content-security-policy'))`);
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self' media:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect.soft(policy.split('; '), part).toContain(part);
    }
    expect.soft(policy).not.toMatch(/unsafe-|\*|https?:|data:|blob:|filesystem:/);
    expect.soft(await inPage(refusalOf(`eval('1')`))).toBe('EvalError');
    expect.soft(await inPage(refusalOf(`new Function('return 1')()`))).toBe('EvalError');
    expect
      .soft(await inPage(refusalOf(`document.body.insertAdjacentHTML('beforeend', '<b></b>')`)))
      .toBe('TypeError');
    expect
      .soft(await inPage(refusalOf(`document.createElement('div').innerHTML = '<b></b>'`)))
      .toBe('TypeError');
    expect.soft(await inPage(INLINE_SCRIPT)).toBe('undefined');
    expect.soft(await inPage(refusalOf(`new Worker('data:text/javascript,1')`))).not.toBe('none');
  });

  await test.step('8 no insecure content', () => {
    expect.soft(preferences['allowRunningInsecureContent'] ?? false).toBe(false);
  });
  await test.step('9 no experimental features', () => {
    expect.soft(preferences['experimentalFeatures'] ?? false).toBe(false);
  });
  await test.step('10 no Blink features switched on', () => {
    expect.soft(preferences['enableBlinkFeatures'] ?? '').toBe('');
    const commands = processesBelow(app.process().pid ?? 0).map(({ command }) => command);
    // Playwright adds features of its own to its command line; none of them is one of Blink's.
    for (const command of commands)
      expect.soft(command).not.toMatch(/enable-blink-features=\w|disable-web-security/);
  });

  await test.step('11 there is no webview', async () => {
    expect.soft(preferences['webviewTag']).toBe(false);
    expect
      .soft(await inPage(`document.createElement('webview').constructor.name`))
      .toMatch(/^HTML(Unknown)?Element$/);
  });
  await test.step('12 none could be attached either', async () => {
    const isPrevented = await app.evaluate(({ BrowserWindow }) => {
      let prevented = false;
      const event = { preventDefault: () => (prevented = true) };
      BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', event, {}, {});
      return prevented;
    });
    expect.soft(isPrevented).toBe(true);
  });

  await test.step('13 the page stays where it is', async () => {
    for (const url of [
      'https://example.com/',
      `${server.url}/`,
      'file:///etc/passwd',
      'data:text/html,x',
      'app://other/',
    ]) {
      await inPage(`void (location.href = ${JSON.stringify(url)})`);
      await window.waitForTimeout(150);
      expect.soft(window.url(), url).toMatch(/^app:\/\/flowshelf\//);
    }
    await inPage(
      `void document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.com/' }))`,
    );
    await window.waitForTimeout(150);
    expect
      .soft(
        window
          .frames()
          .map((frame) => frame.url())
          .filter((url) => url.startsWith('http')),
      )
      .toEqual([]);
    await inPage(`document.querySelector('iframe').remove()`);
    expect.soft((await seen()).requested.filter((url) => url.startsWith('http'))).toEqual([]);
  });

  await test.step('14 no page opens a window, and 15 only https goes to the browser', async () => {
    const urls = [
      'https://example.com/a',
      'http://example.com/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/html,x',
      'smb://host/share',
      'https://user:pw@example.com/',
      'app://flowshelf/',
      '',
    ];
    for (const url of urls) expect.soft(await inPage(`open(${JSON.stringify(url)})`), url).toBe('null');
    await window.waitForTimeout(300);
    expect.soft(app.windows()).toHaveLength(1);
    expect.soft((await seen()).opened).toEqual(['https://example.com/a']);
  });

  await test.step('16 it ships on an Electron that is still cared for, named exactly', async () => {
    const wanted = (JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as PackageFile)
      .devDependencies['electron'];
    expect.soft(wanted).toMatch(/^\d+\.\d+\.\d+$/);
    expect.soft(Number.parseInt(wanted ?? '', 10)).toBeGreaterThanOrEqual(45);
    const running = await app.evaluate(() => process.versions['electron'] ?? '');
    expect.soft([wanted, FALLBACK_VERSION]).toContain(running);
    test.info().annotations.push({ type: 'electron', description: `ships ${wanted ?? ''}, ran ${running}` });
  });

  await test.step('17 only the top frame of our own page is answered', async () => {
    const preload = join(PROJECT, 'out/preload/index.cjs');
    for (const url of ['data:text/html,x', `${server.url}/x`, 'about:blank']) {
      const answer = await app.evaluate(
        async ({ BrowserWindow }, given) => {
          const other = new BrowserWindow({
            show: false,
            webPreferences: { preload: given.preload, sandbox: true },
          });
          try {
            await other.loadURL(given.url).catch(() => undefined);
            return (await other.webContents.executeJavaScript(
              `flowshelf.invoke('settings.update', '{"volume":0.111}')`,
            )) as string;
          } finally {
            other.destroy();
          }
        },
        { preload, url },
      );
      expect.soft(JSON.parse(answer), url).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
    }
    expect
      .soft(
        await inPage(
          `flowshelf.invoke('app.snapshot', '{}').then((text) => JSON.parse(text).value.settings.volume)`,
        ),
      )
      .toBe('0.8');
  });

  await test.step('18 our own schemes give their own files and nothing else', async () => {
    const status = (url: string) =>
      inPage(`fetch(${JSON.stringify(url)}).then((a) => a.status, (e) => e.name)`);
    expect.soft(await status('/index.html')).toBe('200');
    for (const path of [
      '/../main/index.js',
      '/%2e%2e/main/index.js',
      '/..%2fmain/index.js',
      '/..%5cmain%5cindex.js',
      '/%2e%2e%2f%2e%2e%2fpackage.json',
      '/etc/passwd.html',
      '/a%00.html',
      '/%.html',
    ]) {
      expect.soft(await status(`app://flowshelf${path}`), path).toBe('404');
    }
    const picture = (url: string) =>
      inPage(
        `new Promise((done) => { const i = new Image(); i.onload = () => done('shown'); i.onerror = () => done('no'); i.src = ${JSON.stringify(url)}; })`,
      );
    expect.soft(await picture('media://song/~../cover')).toBe('shown');
    for (const url of [
      'media://song/~../../../../etc/passwd/cover',
      'media://song/~..%2f..%2fcover/cover',
      'media://song/~../clip.json',
      'media://other/~../cover',
      'file:///usr/share/pixmaps/debian-logo.png',
    ]) {
      expect.soft(await picture(url), url).toBe('no');
    }
  });

  await test.step('19 a release has the fuses blown that it has no use for', () => {
    expect.soft(RELEASE_FUSES).toMatchObject({
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      strictlyRequireAllFuses: true,
    });
    const all = Object.values(FuseV1Options).filter((value) => typeof value === 'number');
    for (const fuse of all) expect.soft(RELEASE_FUSES[fuse as FuseV1Options], String(fuse)).toBeDefined();
  });

  await test.step('20 nothing stays behind in the page: no service worker, no foreign storage, no sniffing', async () => {
    expect
      .soft(
        await inPage(
          `navigator.serviceWorker ? navigator.serviceWorker.register('/index.html').then(() => 'registered', (e) => e.name) : 'none'`,
        ),
      )
      .not.toBe('registered');
    const headers = await inPage(
      `fetch('/').then((a) => [...a.headers].map((pair) => pair.join(': ')).join('\\n'))`,
    );
    expect.soft(headers).toContain('x-content-type-options: nosniff');
    expect.soft(headers).toContain('cross-origin-opener-policy: same-origin');
    expect.soft(await inPage('document.cookie')).toBe('');
  });

  expect.soft(program.output()).not.toContain(KEY);
  await program.close();
  await server.close();
});

interface PackageFile {
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The processes of the program's pages. */
function pagesOf(app: ElectronApplication): ProcessSeen[] {
  const pages = processesBelow(app.process().pid ?? 0).filter(({ command }) =>
    command.includes('--type=renderer'),
  );
  expect.soft(pages.length).toBeGreaterThan(0);
  return pages;
}

/** In a turn of its own: what a debugger runs itself may always evaluate text. */
function refusalOf(script: string): string {
  return `new Promise((done) => setTimeout(() => { try { ${script}; done('none'); } catch (error) { done(error.name); } }))`;
}

const INLINE_SCRIPT = `(() => {
  const script = document.createElement('script');
  try { script.append('window.wasRun = true'); document.body.append(script); } catch {}
  return typeof window.wasRun;
})()`;

const DRAW_COVER = `(async () => {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = 'media://song/~../cover?v=drawn';
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.toDataURL('image/jpeg');
})().catch((error) => error.message)`;
