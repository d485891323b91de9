import { describe, expect, it } from 'vitest';
import { chosenLanguage, languageFor, languageOfPage } from '@shared/language';
import { counted, fill } from '@shared/texts/fill';
import { mainTexts } from '@shared/texts/main';

describe('the language to speak', () => {
  it.each([
    [['ru-RU', 'en-US'], 'ru'],
    [['ru_RU.UTF-8'], 'ru'],
    [['RU'], 'ru'],
    [['fr-FR', 'ru', 'en'], 'ru'],
    [['zh-CN'], 'zh'],
    [['zh-Hans-SG', 'en'], 'zh'],
    [['zh'], 'zh'],
    // Traditional letters are others: English that is preferred too comes before the simplified ones.
    [['zh-TW', 'en-US'], 'en'],
    [['zh-Hant-HK'], 'zh'],
    [['de-DE', 'C'], 'en'],
    [['rue'], 'en'],
    [['', 'POSIX', '../..'], 'en'],
    [[], 'en'],
  ] as const)('of somebody who prefers %j is %s', (preferred, language) => {
    expect(languageFor(preferred)).toBe(language);
  });

  it('is the chosen one, or that of the system', () => {
    expect(chosenLanguage('system', 'ru')).toBe('ru');
    expect(chosenLanguage('zh', 'ru')).toBe('zh');
  });

  it('is read of a page by its tag', () => {
    expect(languageOfPage('zh-Hans')).toBe('zh');
    expect(languageOfPage('')).toBe('en');
  });
});

describe('main’s texts', () => {
  it.each([
    ['en', 1, '1 song'],
    ['en', 1_284, '1,284 songs'],
    ['ru', 1, '1 песня'],
    ['ru', 2, '2 песни'],
    ['ru', 11, '11 песен'],
    ['ru', 21, '21 песня'],
    ['zh', 1, '1 首歌曲'],
  ] as const)('count in %s: %i', (language, count, text) => {
    expect(counted(mainTexts[language].notifications, 'songs', count, language)).toBe(text);
  });

  it('take values as they are, whatever signs they hold', () => {
    const values = { folder: '/a/$&/{{b}}', b: 'c' };
    expect(fill('In {{folder}} and {{b, number}}, {{other}}', values)).toBe(
      'In /a/$&/{{b}} and c, {{other}}',
    );
  });

  it('are no texts where there is none of that name', () => {
    expect(() => counted(mainTexts.en.notifications, 'jobs', 2, 'en')).toThrow(RangeError);
  });
});
