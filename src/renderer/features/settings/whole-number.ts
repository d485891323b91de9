/** The whole number that a text is; null for none, and for one beyond the limits. */
export function wholeNumber(text: string, min: number, max: number): number | null {
  const number = Number(text);
  return text.trim() !== '' && Number.isInteger(number) && number >= min && number <= max ? number : null;
}
