import type { Area } from './forms';

export const savedSearches: Area<'savedSearches'> = {
  title: 'Умные плейлисты',
  save: 'Сохранить этот поиск',
  saveShortcut: 'Сохранить поиск',
  savedAs: 'Сохранено как «{{name}}»',
  more: 'Ещё для «{{name}}»',
  menu: {
    play: 'Играть',
    editRules: 'Править правила…',
    rename: 'Переименовать…',
    replace: 'Заменить открытым поиском',
    up: 'Переместить выше',
    down: 'Переместить ниже',
    remove: 'Удалить',
  },
  dialog: {
    save: 'Сохранение поиска',
    rename: 'Переименование поиска',
    name: 'Название',
    what: 'Ищет: {{search}}',
    confirmSave: 'Сохранить',
    confirmRename: 'Переименовать',
    needsName: 'Дайте название, чтобы отличать его от других.',
  },
  replaced: '«{{name}}» теперь ищет другое.',
  removed: '«{{name}}» удалён.',
};
