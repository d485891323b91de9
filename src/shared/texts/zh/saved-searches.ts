import type { Area } from './area';

export const savedSearches: Area<'savedSearches'> = {
  title: '智能播放列表',
  save: '保存此搜索',
  saveShortcut: '保存搜索',
  savedAs: '已保存为“{{name}}”',
  more: '“{{name}}”的更多操作',
  menu: {
    play: '播放',
    editRules: '编辑规则…',
    rename: '重命名…',
    replace: '替换为当前搜索',
    up: '上移',
    down: '下移',
    remove: '删除',
  },
  dialog: {
    save: '保存搜索',
    rename: '重命名搜索',
    name: '名称',
    what: '搜索：{{search}}',
    confirmSave: '保存',
    confirmRename: '重命名',
    needsName: '请输入名称，以便与其他列表区分。',
  },
  replaced: '“{{name}}”现在搜索其他内容。',
  removed: '“{{name}}”已删除。',
};
