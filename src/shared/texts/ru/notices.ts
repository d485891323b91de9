import { alike, type Area } from './forms';

export const notices: Area<'notices'> = {
  region: 'Уведомления',
  dismiss: 'Убрать',
  undo: 'Отменить',
  takenBack: 'Отменено: {{what}}',
  ...alike(
    'removedByJournal',
    'Из списка ушло песен: {{count, number}} — по записи в {{file}} они удалены. Их файлы, которые ещё есть, остаются; проверка библиотеки предложит вернуть их.',
  ),
  ...alike('downloadsResumed', 'Продолжается загрузок с прошлого раза: {{count}}.'),
  sidecarFailed:
    'Файлы рядом с «{{detail}}» не удалось записать. Они хранятся в базе данных и запишутся при следующем запуске.',
  jobsAdded: '{{added}}{{known}}.',
  ...alike('added', 'Добавлено заданий: {{count, number}}'),
  ...alike('knownToo', ', уже известно: {{count, number}}'),
  ...alike('allKnown', 'Новых заданий нет, уже известно: {{count, number}}.'),
  copied: 'Скопировано.',
  keySaved: 'Ключ сохранён.',
  keyForgotten: 'Ключ удалён.',
  addressSaved: 'Адрес сохранён.',
  notThisLibrary: 'В этой папке нет этой библиотеки. Выберите ту, куда она перенесена.',
  libraryMoved: 'Папка библиотеки теперь {{folder}}.',
  libraryMoveStopped: 'Библиотеку не удалось перенести. Она цела на прежнем месте; подробности в настройках.',
  libraryFileMended:
    'Список самой библиотеки, library.json, был повреждён и записан заново. Прежнее содержимое хранится рядом под именем «{{file}}».',
  windowReloaded: 'Окно перестало работать и открыто заново. Песни и загрузки в сохранности.',
  settingsSetAside:
    'Настройки не удалось прочитать, поэтому действуют обычные. Нечитаемый файл сохранён как {{file}}',
  updateFound: 'Вышла версия Flowshelf {{version}}.',
  updateShow: 'Что нового',
  updateNotInstalled: 'Установить Flowshelf {{version}} не удалось. Ваша версия цела и работает как прежде.',
  updatesOpen: 'Открыть обновления',
  dropNothing: 'Здесь ничего нельзя прочитать как текст.',
  dropTooLarge: '{{name}} больше {{size}} и пропущен.',
  dropNotText: '{{name}} — не текстовый файл и пропущен.',
};
