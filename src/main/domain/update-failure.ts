import type { UpdateFailure } from '@shared/updates';

/** By a stable code, of the updater or of the system. */
const BY_CODE: Readonly<Record<string, UpdateFailure>> = {
  ERR_UPDATER_INVALID_UPDATE_INFO: 'unreadable',
  ERR_UPDATER_INVALID_VERSION: 'unreadable',
  ERR_UPDATER_INVALID_RELEASE_FEED: 'unreadable',
  ERR_UPDATER_NO_CHECKSUM: 'unreadable',
  ERR_UPDATER_CHANNEL_FILE_NOT_FOUND: 'no-answer',
  ERR_UPDATER_LATEST_VERSION_NOT_FOUND: 'no-answer',
  ERR_UPDATER_NO_PUBLISHED_VERSIONS: 'no-answer',
  ERR_UPDATER_ASSET_NOT_FOUND: 'no-file',
  ERR_UPDATER_NO_FILES_PROVIDED: 'no-file',
  ERR_UPDATER_ZIP_FILE_NOT_FOUND: 'no-file',
  ERR_CHECKSUM_MISMATCH: 'wrong-file',
  ERR_UPDATER_INVALID_SIGNATURE: 'bad-signature',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
};

/** By words, where there is no code. */
const BY_WORDS: readonly (readonly [RegExp, UpdateFailure])[] = [
  [/net::ERR_BLOCKED_BY_CLIENT/u, 'other-host'],
  [/net::ERR_FILE_NO_SPACE/u, 'disk-full'],
  [/net::ERR_|ETIMEDOUT|ECONN|ENOTFOUND|EAI_AGAIN|timed out/u, 'offline'],
  [/checksum mismatch/iu, 'wrong-file'],
  [/code signature|not signed/iu, 'bad-signature'],
  [/HTTP_ERROR_\d|status code/u, 'no-answer'],
];

/**
 * What a failure of the updater comes to for a person.
 *
 * @param error as it was thrown; anything
 */
export function updateFailureOf(error: unknown): UpdateFailure {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  if (typeof code === 'string' && Object.hasOwn(BY_CODE, code)) return BY_CODE[code] ?? 'failed';
  const words = `${typeof code === 'string' ? code : ''} ${error instanceof Error ? error.message : String(error)}`;
  return BY_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? 'failed';
}
