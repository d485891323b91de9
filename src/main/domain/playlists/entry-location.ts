/** Where a song may be that a playlist file names. */

/** The ways to read a location as a path, the likeliest first, with `/` between its parts; none of a web address. */
export function pathsOf(location: string): readonly string[] {
  const file = /^file:(?:\/\/(?:localhost)?)?(.*)$/i.exec(location)?.[1];
  if (file !== undefined) return [withoutDriveSlash(slashes(decoded(file) ?? file))];
  // A drive's letter alone is no scheme.
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(location)) return [];
  const plain = slashes(location);
  const unescaped = decoded(plain);
  return unescaped === null || unescaped === plain ? [plain] : [plain, unescaped];
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}

/** `/C:/Music` → `C:/Music`. */
function withoutDriveSlash(path: string): string {
  return path.replace(/^\/+(?=[a-z]:\/)/i, '');
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

export function isAbsolutePath(path: string): boolean {
  return /^(?:\/|[a-z]:\/)/i.test(path);
}

/** A path without `.` and `..`; null when it leads above where it begins. */
export function normalised(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.length === 0) return null;
      parts.pop();
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** The path below a folder; null when it is not in it. Both absolute. */
export function pathBelow(path: string, folder: string): string | null {
  const whole = normalised(slashes(path));
  const root = normalised(slashes(folder));
  if (whole === null || root === null) return null;
  return pathKey(whole).startsWith(`${pathKey(root)}/`) ? whole.slice(root.length + 1) : null;
}

/** What two names of one file are alike in: some disks change the case, some take letters with marks apart. */
export function pathKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** The last parts of a path. */
export function tailOf(path: string, parts: number): string {
  return path.split('/').slice(-parts).join('/');
}

/** A file's name without its folder and its ending. */
export function stemOf(path: string): string {
  return tailOf(path, 1).replace(/\.[^.]+$/, '');
}
