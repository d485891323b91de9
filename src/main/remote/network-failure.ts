/** What kept a request from getting any answer. `cut`: the connection broke · `malformed`: what came is no HTTP. */
export type NetworkFailureKind = 'timeout' | 'unreachable' | 'tls' | 'cut' | 'malformed';

export interface NetworkFailure {
  readonly kind: NetworkFailureKind;
  /** The system's code, such as `ECONNREFUSED`; never an address. */
  readonly detail: string;
}

const UNREACHABLE_CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'ENODATA',
]);

/** Reads the failure out of what `got` or a stream threw. Addresses may be signed, so messages are not passed on. */
export function networkFailure(error: unknown): NetworkFailure {
  const code = codeOf(error);
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') return { kind: 'timeout', detail: code };
  if (UNREACHABLE_CODES.has(code)) return { kind: 'unreachable', detail: code };
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code))
    return { kind: 'tls', detail: code };
  // The parser's word for a connection that ended too early is no word about the host's HTTP.
  if (code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE') return { kind: 'malformed', detail: code };
  return { kind: 'cut', detail: code };
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'UNKNOWN';
  if ('cause' in error && error.cause instanceof Error && 'code' in error.cause)
    return String(error.cause.code);
  return 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}
