/** Why a file does not play. */
export type PlaybackFailureCode = 'missing' | 'unreadable' | 'damaged' | 'unsupported';

export interface PlaybackFailure {
  readonly code: PlaybackFailureCode;
  /** What the browser said, for the log. */
  readonly detail: string;
}

/** `HTMLMediaElement.error.code`, which the platform knows only as numbers. */
const MEDIA_ERR_ABORTED = 1;
const MEDIA_ERR_NETWORK = 2;
const MEDIA_ERR_DECODE = 3;

/** How Chromium tells of a file that is there and cannot be read, whose code is that of a format that it does not know. */
const UNREADABLE_HEAD = /^DEMUXER_ERROR_(?!NO_SUPPORTED_STREAMS)/;

/** What a media element's error comes to; null where the file was only given up. */
export function failureOf(error: Pick<MediaError, 'code' | 'message'> | null): PlaybackFailure | null {
  if (error === null || error.code === MEDIA_ERR_ABORTED) return null;
  const detail = error.message;
  if (/\b404\b/.test(detail)) return { code: 'missing', detail };
  if (error.code === MEDIA_ERR_NETWORK) return { code: 'unreadable', detail };
  // The library holds files of known formats: one whose head cannot be read is damaged, or was cut off.
  if (error.code === MEDIA_ERR_DECODE || UNREADABLE_HEAD.test(detail)) return { code: 'damaged', detail };
  return { code: 'unsupported', detail };
}
