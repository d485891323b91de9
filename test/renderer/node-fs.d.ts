/** The one thing of Node that these tests need. All of its types would let the renderer itself use Node unnoticed. */
declare module 'node:fs' {
  export function readFileSync(path: URL, encoding: 'utf8'): string;
}
