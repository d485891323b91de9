import { session } from 'electron';
import type { Network } from '../ports';
import { systemCertificates } from '../remote/http';

/** The system's proxy settings, as Chromium reads them, and the system's certificates. */
export const systemNetwork: Network = {
  resolveProxy: (url) => session.defaultSession.resolveProxy(url),
  certificates: systemCertificates,
};
