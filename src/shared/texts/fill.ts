import { LANGUAGE_TRAITS, type Language } from '@shared/language';

/** Texts of one area, as far as main needs to know them. */
type Area = Readonly<Record<string, unknown>>;

/** Puts values into a text of the catalogue: `{{folder}}`, `{{count, number}}`. For main; the window has i18next for it. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)[^}]*\}\}/g, (literal, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? literal) : literal,
  );
}

/**
 * The text of an area for this many of something, in the form that the language has for it.
 *
 * @param name without its form: `songs` for `songs_one`, `songs_other`
 * @throws RangeError when the area has no such text
 */
export function counted(area: Area, name: string, count: number, language: Language): string {
  const { tag } = LANGUAGE_TRAITS[language];
  const text = area[`${name}_${new Intl.PluralRules(tag).select(count)}`];
  if (typeof text !== 'string') throw new RangeError(`There is no text ${name} for ${count} (${language}).`);
  return fill(text, { count: new Intl.NumberFormat(tag).format(count) });
}
