/** What a page or a message puts around a key and nobody sees: spaces, zero-width signs, a byte order mark. */
const UNSEEN = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
/** What a header can carry (RFC 9110), and keys are made of; anything longer is a page that was pasted whole. */
const PLAIN = /^[\x21-\x7e]{1,1000}$/;

/** The key in a text as it was typed or pasted; null when that can be none. */
export function readKey(text: string): string | null {
  const key = text.replace(UNSEEN, '');
  return PLAIN.test(key) ? key : null;
}
