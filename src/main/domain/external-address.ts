/**
 * What may be opened in the user's browser: pages of the web over https, without a name or password in the address,
 * which make one host look like another. Null for everything else: `file:`, `smb:`, `javascript:` and the like would be
 * opened by whatever program the system has for them.
 */
export function externalAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '';
  return isPlain ? url.href : null;
}
