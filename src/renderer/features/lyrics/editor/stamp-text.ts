/** `1:02.34`; a line without a time: `–:––.––`. */
export function stampText(ms: number | null): string {
  if (ms === null) return '–:––.––';
  const hundredths = Math.round(ms / 10);
  const seconds = String(Math.floor(hundredths / 100) % 60).padStart(2, '0');
  return `${Math.floor(hundredths / 6_000)}:${seconds}.${String(hundredths % 100).padStart(2, '0')}`;
}
