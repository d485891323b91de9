import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ReaderAnswer } from '@shared/ipc/bridge';
import type { SongIndex } from '../../src/main/db/song-index';
import {
  createListMakerClient,
  serveListMaker,
  type ListAnswer,
  type ListRequest,
} from '../../src/main/ipc/list-maker-port';
import { servePort, type Port } from '../../src/main/ipc/port-server';
import { createRouter, type Handlers } from '../../src/main/ipc/router';
import type { SongSelection } from '../../src/main/services/song-list';
import { createRecordingLog } from '../support/ports';

type NodePort = MessageChannel['port1'];
let open: NodePort[] = [];
afterEach(() => {
  for (const port of open) port.close();
  open = [];
});

function channel(): readonly [NodePort, NodePort] {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  return [port1, port2];
}

function nodePort<Sent, Received>(port: NodePort): Port<Sent, Received> {
  return {
    send: (message) => void port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
  };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
const log = createRecordingLog();

describe('requests through a port', () => {
  /** A router that answers `songs.facets` when it is told to, and notes what it was asked. */
  function serve() {
    const asked: string[] = [];
    const ended: string[] = [];
    let finish: () => void = () => undefined;
    const handlers: Handlers<'lyrics.count' | 'songs.facets'> = {
      'songs.facets': () => {
        asked.push('facets');
        return { models: [], actions: [], tags: [] };
      },
      'lyrics.count': ({ search }, signal) => {
        asked.push(search);
        signal.addEventListener('abort', () => void ended.push(search));
        return new Promise((resolve) => (finish = () => resolve(7)));
      },
    };
    const [near, far] = channel();
    const turns: (() => void)[] = [];
    servePort(nodePort<ReaderAnswer, unknown>(far), createRouter(handlers, log), (run) => turns.push(run));
    const answers: ReaderAnswer[] = [];
    near.on('message', (answer: ReaderAnswer) => answers.push(answer));
    return {
      near,
      asked,
      ended,
      answers,
      finish: () => finish(),
      next: async () => {
        // A message may take longer to come than a turn lasts.
        for (let waited = 0; turns.length === 0 && waited < 20; waited += 1) await turn();
        turns.shift()?.();
        await turn();
      },
    };
  }
  const count = (id: number, search: string) => ({
    id,
    route: 'lyrics.count',
    inputJson: JSON.stringify({ search }),
  });

  it('are answered by their numbers, one begun after the other', async () => {
    const { near, asked, answers, finish, next } = serve();
    near.postMessage(count(1, 'a'));
    near.postMessage({ id: 2, route: 'songs.facets', inputJson: '{}' });
    await turn();
    expect(asked).toEqual([]);
    await next();
    expect(asked).toEqual(['a']);
    await next();
    expect(asked).toEqual(['a', 'facets']);
    expect(answers).toEqual([{ id: 2, text: '{"ok":true,"value":{"models":[],"actions":[],"tags":[]}}' }]);
    finish();
    await turn();
    expect(answers[1]).toEqual({ id: 1, text: '{"ok":true,"value":7}' });
  });

  it('that were typed over before their turn are never begun, and have no answer', async () => {
    const { near, asked, answers, finish, next } = serve();
    for (const [id, typed] of ['s', 'sa', 'sal'].entries()) near.postMessage(count(id, typed));
    near.postMessage({ cancelledId: 0 });
    near.postMessage({ cancelledId: 1 });
    await turn();
    for (let step = 0; step < 3; step += 1) await next();
    expect(asked).toEqual(['sal']);
    finish();
    await turn();
    expect(answers.map(({ id }) => id)).toEqual([2]);
  });

  it('that are under way are told that nobody waits any more; so are all when the window goes', async () => {
    const { near, ended, answers, finish, next } = serve();
    near.postMessage(count(1, 'a'));
    await turn();
    await next();
    near.postMessage({ cancelledId: 1 });
    await turn();
    expect(ended).toEqual(['a']);
    finish();
    await turn();
    expect(answers).toEqual([]);
    near.postMessage(count(2, 'b'));
    await turn();
    await next();
    near.close();
    await turn();
    expect(ended).toEqual(['a', 'b']);
  });

  it('that are none, or for routes that are served elsewhere, do no harm', async () => {
    const { near, answers, asked, next } = serve();
    for (const odd of [
      null,
      7,
      'x',
      {},
      { id: 'a', route: 'songs.facets', inputJson: '{}' },
      { cancelledId: 'x' },
    ]) {
      near.postMessage(odd);
    }
    near.postMessage({ id: 1, route: 'settings.update', inputJson: '{}' });
    near.postMessage({ id: 2, route: 'toString', inputJson: '{}' });
    near.postMessage({ id: 3, route: 'songs.facets', inputJson: '{"x":1}' });
    near.postMessage({ id: 4, route: 'songs.facets', inputJson: 5 });
    await turn();
    for (let step = 0; step < 4; step += 1) await next();
    expect(asked).toEqual([]);
    expect(answers.map(({ id, text }) => [id, (JSON.parse(text) as { ok: boolean }).ok])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, false],
    ]);
  });
});

describe('lists made by another process', () => {
  const selection = (sort: SongSelection['sort']): SongSelection => ({
    match: null,
    filters: [],
    sort,
    direction: 'asc',
    isByWords: false,
    limit: null,
    hasHidden: false,
  });
  const revisions = { order: 1, facets: 1, marks: 1, words: 1 };
  const rows = Uint32Array.of(3, 1, 2);
  const { signal } = new AbortController();

  function client() {
    const begin = vi.fn();
    const inline = vi.fn(() => Promise.resolve({ rows: Uint32Array.of(9), revisions }));
    const maker = createListMakerClient({
      begin,
      inline: { make: inline, correct: () => Promise.resolve(null) },
    });
    const [near, far] = channel();
    const connect = () => maker.connect(nodePort<ListRequest, ListAnswer>(near));
    return { maker, begin, inline, far, connect };
  }

  it('the process is begun when the first list is asked for, and makes it', async () => {
    const { maker, begin, far, connect, inline } = client();
    const index = {
      ordered: () => rows,
      revisions: () => revisions,
      hasHidden: () => false,
    } as unknown as SongIndex;
    serveListMaker(nodePort<ListAnswer, ListRequest>(far), index, log);
    expect(begin).not.toHaveBeenCalled();
    const [one, two] = [maker.make(selection('title'), signal), maker.make(selection('model'), signal)];
    expect(begin).toHaveBeenCalledTimes(1);
    connect();
    expect(await one).toEqual({ rows, revisions });
    expect(await two).toEqual({ rows, revisions });
    expect(inline).not.toHaveBeenCalled();
  });

  it('one is asked for at a time, and none that was typed over before its turn', async () => {
    const { maker, far, connect } = client();
    const asked: ListRequest[] = [];
    far.on('message', (request: ListRequest) => asked.push(request));
    /** Waits for as many requests, and a moment longer for one too many. */
    const sorts = async (count: number) => {
      await vi.waitFor(() => expect(asked.length).toBeGreaterThanOrEqual(count), 10_000);
      await turn();
      return asked.map((request) => request.kind === 'list' && request.selection.sort);
    };
    connect();
    const end = new AbortController();
    const first = maker.make(selection('title'), signal);
    const second = maker.make(selection('model'), end.signal);
    const third = maker.make(selection('created'), signal);
    expect(await sorts(1)).toEqual(['title']);
    end.abort(new Error('typed over'));
    await expect(second).rejects.toThrow('typed over');
    far.postMessage({ id: 99, result: undefined });
    far.postMessage({ id: 1, result: { rows, revisions } });
    await first;
    expect(await sorts(2)).toEqual(['title', 'created']);
    far.postMessage({ id: 2, result: { rows, revisions } });
    await third;
  });

  it('what the process could not make, or died of, is made here; the next list begins another', async () => {
    const { maker, begin, far, connect, inline } = client();
    connect();
    const failed = maker.make(selection('title'), signal);
    await turn();
    far.postMessage({ id: 1, result: undefined });
    expect((await failed).rows).toEqual(Uint32Array.of(9));
    const lost = maker.make(selection('title'), signal);
    await turn();
    far.close();
    expect((await lost).rows).toEqual(Uint32Array.of(9));
    expect(inline).toHaveBeenCalledTimes(2);
    const again = maker.make(selection('title'), signal);
    expect(begin).toHaveBeenCalledTimes(1);
    const [near, other] = channel();
    other.on('message', ({ id }: ListRequest) => void other.postMessage({ id, result: { rows, revisions } }));
    maker.connect(nodePort<ListRequest, ListAnswer>(near));
    expect((await again).rows).toEqual(rows);
  });

  it('a list that cannot be made is told as such', async () => {
    const { far, connect, maker } = client();
    const index = {
      revisions: () => {
        throw new Error('damaged');
      },
    } as unknown as SongIndex;
    serveListMaker(nodePort<ListAnswer, ListRequest>(far), index, log);
    connect();
    expect((await maker.make(selection('title'), signal)).rows).toEqual(Uint32Array.of(9));
  });
});
