import { join } from 'node:path';
import { LIBRARY_FOLDER } from './library/seed';

/** A key, so that no welcome stands in the way, and an address where nobody is asked. */
export function programEnvironment(profile: string): Record<string, string> {
  return {
    TT_API_KEY: 'bench',
    FLOWSHELF_API_URL: 'http://127.0.0.1:9',
    FLOWSHELF_LIBRARY_DIR: join(profile, LIBRARY_FOLDER),
  };
}
