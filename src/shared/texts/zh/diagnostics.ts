import type { Area } from './area';

export const diagnostics: Area<'diagnostics'> = {
  title: '保存诊断信息',
  text: '生成一个有助于查找故障的 ZIP 文件。在您发送之前，它只保存在这台电脑上。其中没有密钥、歌词和歌名。',
  files: '文件内容',
  report: 'report.txt',
  reportWhat: '版本、设置、数量、正在等待的事项和失败记录；全文见下方',
  log: '程序的运行记录，每个事件一行',
  reading: '正在收集',
  reportRegion: '报告全文',
  save: '保存…',
  saveAgain: '再次保存…',
  saved: '已保存为 {{file}}',
  show: '在文件夹中显示',
};
