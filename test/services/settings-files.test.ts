import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettingsFile, settingsFileText } from '../../src/main/services/settings-files';
import { CARRIED_SETTINGS, USUAL_SETTINGS } from '../../src/shared/usual-settings';
import { createWorld } from '../support/world';

const world = createWorld();

/** Settings that differ from the usual ones. */
const MINE = {
  theme: 'light',
  crossfadeMs: 4_000,
  wantedAssets: ['audio'],
  shortcuts: { queue: ['Ctrl+J'] },
  songColumnWidths: { model: 120 },
} as const;

describe('settings that go to another machine', () => {
  it('are written to a file without key, folder and address, and come back from it', async () => {
    const server = await world.server();
    const core = await world.core(server);
    const file = join(core.folder, 'mine.json');
    core.shell.choose(file);
    await core.invoke('settings.update', MINE);
    expect(await core.invoke('settings.save', {})).toEqual({ fileName: 'mine.json' });
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(core.folder);
    expect(text).not.toContain('127.0.0.1');
    expect(Object.keys(JSON.parse(text).settings)).toEqual(CARRIED_SETTINGS);

    const other = await world.core(server);
    other.shell.choose(file);
    expect(await other.invoke('settings.take', {})).toMatchObject({
      fileName: 'mine.json',
      changed: 5,
      before: { theme: 'system', crossfadeMs: 0, shortcuts: {} },
      unusable: [],
      withoutKeys: [],
    });
    const { settings } = await other.invoke('app.snapshot', {});
    expect(settings).toMatchObject(MINE);
    expect(settings.apiUrl).toBe(server.url);
    // Once more there is nothing to change.
    expect(await other.invoke('settings.take', {})).toMatchObject({ changed: 0, before: {} });
  });

  it('leave out what is usual in the sample alone', async () => {
    const core = await world.core(await world.server(), { isSample: true });
    const file = join(core.folder, 'sample.json');
    core.shell.choose(file);
    await core.invoke('settings.update', { ...MINE, requestsPerMinute: 120 });
    await core.invoke('settings.save', {});
    const { settings } = JSON.parse(readFileSync(file, 'utf8')) as { settings: object };
    expect(settings).toMatchObject(MINE);
    expect(settings).not.toHaveProperty('requestsPerMinute');
  });

  it('are left as they were where a value cannot be used, and told by name', async () => {
    const core = await world.core(await world.server());
    const file = join(core.folder, 'by-hand.json');
    core.shell.choose(file);
    const settings = { theme: 'dark', crossfadeMs: 'long', colour: 'pink', apiUrl: 'https://elsewhere.test' };
    writeFileSync(file, `\uFEFF${JSON.stringify({ flowshelf: 'settings', version: 1, settings })}`);
    expect(await core.invoke('settings.take', {})).toMatchObject({ changed: 1, unusable: ['crossfadeMs'] });
    const now = (await core.invoke('app.snapshot', {})).settings;
    expect(now).toMatchObject({ theme: 'dark', crossfadeMs: 0 });
    expect(now.apiUrl).not.toContain('elsewhere');
    expect(now).not.toHaveProperty('colour');
  });

  it('leave an action the keys it had where those of the file cannot be used, and take all others', async () => {
    const core = await world.core(await world.server());
    const file = join(core.folder, 'keys.json');
    core.shell.choose(file);
    await core.invoke('settings.update', { shortcuts: { queue: ['F7'], mute: ['F8'] } });
    const shortcuts = {
      'play-pause': ['Tab'],
      queue: ['Escape'],
      find: ['Ctrl+J', 'Ctrl+C'],
      karaoke: ['Ctrl+J'],
      mute: ['F9'],
    };
    const settings = { theme: 'dark', shortcuts };
    writeFileSync(file, JSON.stringify({ flowshelf: 'settings', version: 1, settings }));
    expect(await core.invoke('settings.take', {})).toMatchObject({
      changed: 2,
      unusable: [],
      withoutKeys: ['play-pause', 'queue', 'find', 'karaoke'],
    });
    const now = (await core.invoke('app.snapshot', {})).settings;
    expect(now.theme).toBe('dark');
    expect(now.shortcuts).toEqual({ queue: ['F7'], find: ['Ctrl+J'], mute: ['F9'] });
  });

  it('are left as they were where what stands for the keys is no list of actions', async () => {
    const core = await world.core(await world.server());
    const file = join(core.folder, 'no-keys.json');
    core.shell.choose(file);
    await core.invoke('settings.update', { shortcuts: { queue: ['F7'] } });
    const settings = { theme: 'dark', shortcuts: 'none' };
    writeFileSync(file, JSON.stringify({ flowshelf: 'settings', version: 1, settings }));
    expect(await core.invoke('settings.take', {})).toMatchObject({
      unusable: ['shortcuts'],
      withoutKeys: [],
    });
    expect((await core.invoke('app.snapshot', {})).settings.shortcuts).toEqual({ queue: ['F7'] });
  });

  const NOW = { shortcuts: { mute: ['F9'] }, globalKeys: USUAL_SETTINGS.globalKeys };
  const read = (settings: object) =>
    readSettingsFile(JSON.stringify({ flowshelf: 'settings', version: 1, settings }), NOW);

  it('take a key from the action that has it usually, and say so', () => {
    expect(read({ shortcuts: { queue: ['Ctrl+K'] } })).toEqual({
      patch: { shortcuts: { queue: ['Ctrl+K'], karaoke: [] } },
      unusable: [],
      withoutKeys: ['karaoke'],
    });
    expect(read({ shortcuts: { queue: ['bad'] } })).toEqual({
      patch: { shortcuts: NOW.shortcuts },
      unusable: [],
      withoutKeys: ['queue'],
    });
  });

  it.each([
    ['text needs', { 'play-pause': 'Ctrl+C' }],
    ['the window has', { next: 'Ctrl+F' }],
    ['the window has by then', { next: 'F9' }],
    ['two would have', { next: 'Ctrl+Alt+N', previous: 'Ctrl+Alt+N' }],
  ])('have no keys work everywhere that %s', (_what, globalKeys) => {
    expect(read({ globalKeys })).toEqual({ patch: {}, unusable: ['globalKeys'], withoutKeys: [] });
  });

  it('have no key of the window that works everywhere', () => {
    const [everywhere = ''] = Object.values(USUAL_SETTINGS.globalKeys);
    expect(read({ shortcuts: { queue: [everywhere, 'F7'] } })).toMatchObject({
      patch: { shortcuts: { queue: ['F7'] } },
      withoutKeys: ['queue'],
    });
    const globalKeys = { next: 'Ctrl+Alt+N' };
    expect(read({ shortcuts: { queue: ['Ctrl+Alt+N', 'F7'] }, globalKeys })).toEqual({
      patch: { shortcuts: { queue: ['F7'] }, globalKeys },
      unusable: [],
      withoutKeys: ['queue'],
    });
  });

  it.each([
    ['no JSON', 'theme=dark', 'no-settings-file'],
    ['another file', '{"clip":"one"}', 'no-settings-file'],
    ['a list', '[]', 'no-settings-file'],
    [
      'a later version',
      '{"flowshelf":"settings","version":2,"settings":{"theme":"dark"}}',
      'newer-settings-file',
    ],
    ['a large file', ' '.repeat(1_000_001), 'file-too-large'],
  ])('are not taken from %s', async (_what, content, code) => {
    const core = await world.core(await world.server());
    const file = join(core.folder, 'other.json');
    writeFileSync(file, content);
    core.shell.choose(file);
    await expect(core.invoke('settings.take', {})).rejects.toMatchObject({ code });
    expect((await core.invoke('app.snapshot', {})).settings.theme).toBe('system');
  });

  it('are not taken from a file that is gone, and nothing happens when the dialog is closed', async () => {
    const core = await world.core(await world.server());
    core.shell.choose(join(core.folder, 'gone.json'));
    await expect(core.invoke('settings.take', {})).rejects.toMatchObject({ code: 'file-failed' });
    core.shell.choose(null);
    expect(await core.invoke('settings.take', {})).toBeNull();
    expect(await core.invoke('settings.save', {})).toBeNull();
  });

  it('are the same after they were written and read', () => {
    const { patch, unusable } = readSettingsFile(
      settingsFileText({ ...USUAL_SETTINGS, ...MINE }),
      USUAL_SETTINGS,
    );
    expect(unusable).toEqual([]);
    expect(patch).toMatchObject(MINE);
    expect(Object.keys(patch)).toEqual(CARRIED_SETTINGS);
  });
});
