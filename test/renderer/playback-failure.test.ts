import { describe, expect, it } from 'vitest';
import { failureOf } from '../../src/renderer/player/playback-failure';

describe('what an element says of a file that does not play', () => {
  it.each([
    [2, 'PIPELINE_ERROR_READ: FFmpegDemuxer: data source error', 'unreadable'],
    [3, 'PIPELINE_ERROR_DECODE', 'damaged'],
    [4, 'DEMUXER_ERROR_COULD_NOT_OPEN: FFmpegDemuxer: open context failed', 'damaged'],
    [4, 'DEMUXER_ERROR_NO_SUPPORTED_STREAMS: FFmpegDemuxer: no supported streams', 'unsupported'],
    [4, 'MEDIA_ELEMENT_ERROR: Format error', 'unsupported'],
    [2, '404: Not Found', 'missing'],
  ])('%i, %s: %s', (code, message, expected) => {
    expect(failureOf({ code, message })).toEqual({ code: expected, detail: message });
  });

  it('is nothing where the file was only given up', () => {
    expect(failureOf({ code: 1, message: '' })).toBeNull();
    expect(failureOf(null)).toBeNull();
  });
});
