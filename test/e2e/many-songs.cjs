/* eslint-disable @typescript-eslint/no-require-imports -- loaded with -r, which takes CommonJS only */
// Loaded into the program before it starts: answers what the window asks of its songs as a library of any size would, without
// one. Everything else goes to the program itself. `globalThis.manySongs` is for tests, by way of `app.evaluate`.
const { setTimeout: wait } = require('node:timers/promises');
const { app, BrowserWindow, ipcMain } = require('electron');

const songs = {
  count: Number(process.env.FLOWSHELF_TEST_SONGS),
  /** Songs that came in above the others since the start. */
  arrived: 0,
  /** How long an answer to `songs.fetchFiles` takes. */
  fetchMs: 0,
  /** Routes with their inputs, in the order in which they were asked. */
  asked: [],
  arrive(count) {
    songs.arrived += count;
    const counts = { songs: total(), jobs: 0, activeJobs: 0, downloads: 0, failedDownloads: 0 };
    for (const window of BrowserWindow.getAllWindows()) {
      window.webContents.send('flowshelf:event', 'library.changed', JSON.stringify({ clipIds: [], counts }));
    }
  },
};
globalThis.manySongs = songs;

const total = () => songs.count + songs.arrived;

/** Song 1 is the first of the list at the start; what comes in later stands above it, as 0, -1 and so on. */
const numberAt = (index) => index - songs.arrived + 1;

function rowAt(index) {
  const number = numberAt(index);
  return {
    clipId: `clip${number}`,
    title: `Song ${number}`,
    subtitle: 'slow folk, harmonium',
    model: 'Lyria 3',
    action: 'music',
    durationMs: 180_000,
    createdAt: 1_700_000_000_000,
    arrivedAt: 1_700_000_000_000,
    lyricsState: 'timed',
    assets: [],
    isFavourite: false,
    rating: 0,
    tags: [],
    plays: 0,
    lastPlayedAt: null,
    isHidden: false,
  };
}

function* indexes(offset, limit) {
  for (let index = offset; index < Math.min(total(), offset + limit); index += 1) yield index;
}

const answers = {
  'songs.page': ({ offset, limit }) => ({
    rows: [...indexes(offset, limit)].map(rowAt),
    total: total(),
    offset,
  }),
  'songs.ids': ({ offset = 0, limit = total() }) =>
    [...indexes(offset, limit)].map((index) => `clip${numberAt(index)}`),
  'songs.position': ({ clipId }) => Number(clipId.slice(4)) + songs.arrived - 1,
  'songs.fetchFiles': async ({ clipIds }) => {
    await wait(songs.fetchMs);
    return { started: clipIds.length, begun: [] };
  },
};

const handle = ipcMain.handle.bind(ipcMain);
ipcMain.handle = (channel, listener) =>
  handle(channel, async (event, route, input) => {
    const answer = answers[route];
    if (!answer) return listener(event, route, input);
    const parsed = JSON.parse(input);
    songs.asked.push({ route, input: parsed });
    return JSON.stringify({ ok: true, value: await answer(parsed) });
  });

// The window gets no port to the process that reads the library: it asks main, that is here.
app.on('web-contents-created', (_event, contents) => {
  const post = contents.postMessage.bind(contents);
  contents.postMessage = (channel, ...message) => {
    if (channel !== 'flowshelf:reader') post(channel, ...message);
  };
});
