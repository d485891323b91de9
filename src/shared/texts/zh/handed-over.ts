import type { Area } from './area';

export const handedOver: Area<'handedOver'> = {
  job: {
    title: '要添加这个任务吗？',
    text: '其他程序中的链接（例如网页或消息）指向这个任务。添加后会用您的密钥向服务查询它，并下载其中的歌曲。',
    id: '任务 ID',
    add: '添加任务',
  },
  known: {
    title: '您已有这个任务',
    text: '其他程序中的链接（例如网页或消息）指向它。不会再次添加或下载任何内容。',
    show: '显示任务',
  },
  refused: {
    'no-job': '打开的链接没有指向任何任务，未添加任何内容。',
    'too-many': '同时打开的链接太多，只会询问最前面的几个。',
  },
  unread: '“{{name}}”：{{reason}}',
};
