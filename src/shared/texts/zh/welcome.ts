import type { Area } from './area';

export const welcome: Area<'welcome'> = {
  title: '欢迎使用 Flowshelf',
  lead: '为您用 Flow Music 创作的歌曲准备的安静之家：每个版本都保存在这台电脑上，无需网络即可播放，还能按歌词查找。',
  key: {
    title: '输入 API 密钥',
    text: '您可以在 TTAPI 控制台中找到它。它只保存在这台电脑的系统安全存储中。',
    textUnprotected: '您可以在 TTAPI 控制台中找到它。',
  },
  sample: {
    title: '试用示例歌曲',
    text: '几首短歌来自程序内置的服务，没有密钥也能体验完整的过程。它们有自己的曲库，不会在您的曲库中留下任何内容。',
    action: '试用示例歌曲',
  },
  later: '先随便看看',
  folder: '歌曲保存在此文件夹中，可在设置中移动：',
  privacy: '无需账户，没有遥测。程序只连接 {{host}} 和它指定的文件服务器。',
};
