import type { Area } from './area';

export const recovery: Area<'recovery'> = {
  damaged: {
    title: '曲库已修复',
    text: '数据库曾损坏。其中的内容没有丢弃，您的文件也没有更改。',
  },
  missing: {
    title: '曲库已恢复',
    text: '数据库曾丢失。您的文件没有更改。',
  },
  'foreign-log': {
    title: '曲库已修复',
    text: '数据库旁边有一个不属于它的日志，可能来自备份。两者都原样保留，您的文件没有更改。',
  },
  found: {
    title: '文件夹中已有曲库',
    text: '其中的歌曲和任务现在已在列表中。没有更改任何文件。',
  },
  behind: {
    title: '歌曲已恢复',
    text: '曲库文件夹中有数据库没有记录的任务。没有更改任何文件。',
  },
  copy: '使用了 {{date}} 的副本，以及曲库文件夹此后的记录。',
  withoutLog: '没有使用该日志，使用了曲库文件夹的记录。',
  anew: '根据曲库文件夹的记录重新开始。',
  songs_other: '从文件夹恢复了 {{count, number}} 首歌曲。',
  songs_zero: '没有歌曲需要从文件夹恢复。',
  jobs_other: '恢复了 {{count, number}} 个任务。没有歌曲的任务会再次查询。',
  missingFiles_other:
    '文件夹记录的 {{count, number}} 个文件不存在。对应的歌曲已标记；歌曲菜单中的“下载缺失的文件”可以下载它们。',
  unreadable: '无法读取，未作改动：{{names}}',
  duplicates: '另一个文件夹中有相同的歌曲，未作改动：{{names}}',
  more_other: '{{names}}，还有 {{count, number}} 个',
  setAside: '损坏的数据库保存在 {{folder}}。',
  bothSetAside: '两者都保存在 {{folder}}。',
  done: '完成',
};
