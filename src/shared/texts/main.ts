import type { Language } from '@shared/language';
import { errors as errorsEn } from './en/errors';
import { exporting as exportingEn } from './en/exporting';
import { menu as menuEn } from './en/menu';
import { notifications as notificationsEn } from './en/notifications';
import { errors as errorsRu } from './ru/errors';
import { exporting as exportingRu } from './ru/exporting';
import { menu as menuRu } from './ru/menu';
import { notifications as notificationsRu } from './ru/notifications';
import { errors as errorsZh } from './zh/errors';
import { exporting as exportingZh } from './zh/exporting';
import { menu as menuZh } from './zh/menu';
import { notifications as notificationsZh } from './zh/notifications';
import type { Translation } from './translation';

/** The areas of which main says something itself: menus and dialogs, notifications, why it did not start, reports. */
export interface MainTexts {
  readonly menu: Translation<typeof menuEn, never>;
  readonly errors: Translation<typeof errorsEn, never>;
  /** Forms with a number are taken by `counted`. */
  readonly notifications: Translation<typeof notificationsEn, 'other'>;
  readonly exporting: Translation<typeof exportingEn, 'other'>;
}

/**
 * Main's texts in every language. All are there at once, so that it can say why it did not start before anything else was
 * read, and change its language without waiting.
 */
export const mainTexts: Readonly<Record<Language, MainTexts>> = {
  en: { menu: menuEn, errors: errorsEn, notifications: notificationsEn, exporting: exportingEn },
  ru: { menu: menuRu, errors: errorsRu, notifications: notificationsRu, exporting: exportingRu },
  zh: { menu: menuZh, errors: errorsZh, notifications: notificationsZh, exporting: exportingZh },
};
