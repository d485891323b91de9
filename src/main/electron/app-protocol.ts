import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { protocol } from 'electron';
import { LANGUAGE_TRAITS, type Language } from '@shared/language';
import { MEDIA_SCHEME } from '@shared/media-url';

/** The window's own page is served from here, so that it has an origin and its policy comes as a header. */
export const APP_SCHEME = 'app';
const APP_HOST = 'flowshelf';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** Nothing from anywhere but the program itself and the library's own files. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  `img-src 'self' ${MEDIA_SCHEME}:`,
  `media-src ${MEDIA_SCHEME}:`,
  `connect-src 'self' ${MEDIA_SCHEME}:`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // Text never becomes markup or script by accident: the places where it could refuse plain text altogether.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Serves the built renderer. Places such as `/songs` have no file of their own: they are the page. */
export function serveApp(folder: string, language: () => Language): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url);
    if (host !== APP_HOST || request.method !== 'GET') return notFound();
    return answerFromPage(folder, pathname, CONTENT_SECURITY_POLICY, language());
  });
}

/**
 * Answers with a file of the built renderer.
 *
 * @param policy what a page may load that comes of it
 * @param language what a page says that it is in
 */
export async function answerFromPage(
  folder: string,
  pathname: string,
  policy: string,
  language: Language,
): Promise<Response> {
  const file = fileFor(folder, pathname);
  const type = file === null ? undefined : CONTENT_TYPES[extname(file)];
  if (file === null || type === undefined) return notFound();
  try {
    const content = await readFile(file);
    const body =
      extname(file) === '.html' ? inLanguage(content.toString(), language) : new Uint8Array(content);
    return new Response(body, {
      headers: {
        'content-type': type,
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
      },
    });
  } catch {
    return notFound();
  }
}

/** The page in this language before anything of it runs: no text of another one is seen first. */
function inLanguage(html: string, language: Language): string {
  const { tag, direction } = LANGUAGE_TRAITS[language];
  return html.replace('<html lang="en">', `<html lang="${tag}" dir="${direction}">`);
}

export function notFound(): Response {
  return new Response(null, { status: 404 });
}

function fileFor(folder: string, pathname: string): string | null {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const path = join(folder, extname(name) === '' ? 'index.html' : name);
  const step = relative(folder, path);
  return step === '' || step === '..' || step.startsWith(`..${sep}`) || name.includes('\0') ? null : path;
}
