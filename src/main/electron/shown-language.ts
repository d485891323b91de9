import { app } from 'electron';
import { chosenLanguage, languageFor, type Language, type LanguageChoice } from '@shared/language';
import { mainTexts, type MainTexts } from '@shared/texts/main';

let choice: LanguageChoice = 'system';

/** What the user prefers in the system, of the languages that the program speaks. After `ready`. */
export function systemLanguage(): Language {
  // The second knows the switch `--lang`, and systems that name no order.
  return languageFor([...app.getPreferredSystemLanguages(), app.getLocale()]);
}

/** Follows the choice of the settings in all that main says. */
export function applyLanguage(chosen: LanguageChoice): void {
  choice = chosen;
}

/** The language of the program now: the system's until settings were read. */
export function shownLanguage(): Language {
  return chosenLanguage(choice, systemLanguage());
}

/** Main's texts in that language. */
export function texts(): MainTexts {
  return mainTexts[shownLanguage()];
}
