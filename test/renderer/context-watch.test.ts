import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchContext } from '../../src/renderer/player/context-watch';

/** A graph whose clock is turned by hand. */
class Graph extends EventTarget {
  currentTime = 0;
  sinkId = 'phones';
  readonly done: string[] = [];
  readonly suspend = async () => void this.done.push('suspend');
  readonly resume = async () => void this.done.push('resume');
  readonly setSinkId = async (sink: string | { readonly type: string }) => {
    if (sink === 'gone') throw new Error('No such device');
    this.done.push(typeof sink === 'string' ? `to ${sink}` : sink.type);
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const graph = new Graph();
  const failed = vi.fn();
  let isMeant = true;
  const watch = watchContext(graph, () => isMeant, failed);
  return {
    graph,
    failed,
    watch,
    mean: (next: boolean) => {
      isMeant = next;
    },
  };
}

it('tells of a graph that the system has ended', () => {
  const { graph, failed, mean, watch } = setUp();
  mean(false);
  graph.dispatchEvent(new Event('error'));
  expect(failed).not.toHaveBeenCalled();
  mean(true);
  graph.dispatchEvent(new Event('error'));
  expect(failed).toHaveBeenCalledTimes(1);
  watch.end();
  graph.dispatchEvent(new Event('error'));
  expect(failed).toHaveBeenCalledTimes(1);
});

it('tells of a graph that stands still, and of none that rests or is only late', () => {
  const { graph, failed, mean } = setUp();
  mean(false);
  vi.advanceTimersByTime(60_000);
  mean(true);
  for (let turn = 0; turn < 5; turn += 1) {
    vi.advanceTimersByTime(3_000);
    graph.currentTime += 0.02;
  }
  expect(failed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(6_000);
  expect(failed).toHaveBeenCalledTimes(1);
});

it('resumes one that has failed on a device that is taken anew, or on what the system prefers', async () => {
  const { graph, mean, watch } = setUp();
  watch.resume();
  expect(graph.done).toEqual(['resume']);
  mean(false);
  graph.dispatchEvent(new Event('error'));
  watch.resume();
  await vi.advanceTimersByTimeAsync(1);
  expect(graph.done.slice(1)).toEqual(['none', 'resume', 'to phones']);
  watch.resume();
  expect(graph.done.slice(4)).toEqual(['resume']);
  graph.sinkId = 'gone';
  graph.dispatchEvent(new Event('error'));
  watch.resume();
  await vi.advanceTimersByTimeAsync(1);
  expect(graph.done.slice(5)).toEqual(['none', 'resume', 'to ']);
});
