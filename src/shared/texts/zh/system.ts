import type { Area } from './area';

export const systemSettings: Area<'settings'>['system'] = {
  title: '系统',
  text: 'Flowshelf 在窗口之外的行为。',
  notifications: '任务完成时通知',
  notificationsHint: '其他程序在前台时，显示系统通知。',
  notificationsUnsupported: '此桌面不显示通知。Flowshelf 会在窗口中告知任务完成。',
  tray: '在系统托盘中显示',
  trayHint: '显示正在播放的歌曲和控制按钮。并非所有桌面都有托盘。',
  keptInTray: '关闭窗口后 Flowshelf 留在托盘中',
  keptInTrayHint: '音乐和下载继续进行。点托盘图标或再次启动 Flowshelf 会重新显示窗口；“退出”会结束程序。',
  keys: {
    label: '全局快捷键',
    hint: '其他程序在前台时也有效。媒体键无需此设置即可使用。',
    unsupported: '此桌面（Wayland）只把按键交给前台程序。媒体键仍然有效；其他按键可以在桌面设置中配置。',
    action: {
      'play-pause': '播放或暂停',
      previous: '上一首',
      next: '下一首',
      'show-window': '显示窗口',
    },
    none: '没有按键',
    remove: '移除“{{action}}”的按键',
    refused: '请使用 Ctrl 或 Alt 加字母、数字或方向键，或使用功能键。按 Esc 保持不变。',
    ofWindow: '{{keys}} 在窗口中是“{{action}}”。请选择其他按键。',
    taken: '其他程序已使用这些按键。请选择其他按键。',
    twice: '“{{action}}”已使用这些按键。请选择其他按键。',
  },
  programs: {
    label: '打开歌曲的程序',
    hint: '歌曲菜单的“打开方式”中会列出它们。保留您最近选择的 {{count}} 个。',
    add: '选择程序…',
    remove: '从列表中移除“{{name}}”',
  },
};
