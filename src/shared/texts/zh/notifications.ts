import type { Area } from './area';

export const notifications: Area<'notifications'> = {
  done_other: '{{count, number}} 个任务已完成',
  songs_other: '{{count, number}} 首歌曲',
  failed_other: '{{count, number}} 个任务失败',
  noReason: '服务没有说明原因。',
  moreSongs_other: '还有 {{count, number}} 首',
  moreReasons_other: '还有 {{count, number}} 个原因',
  separator: ' · ',
};
