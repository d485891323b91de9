import type { Area } from './area';

export const holds: Area<'holds'> = {
  region: '正在等待的事项',
  more_other: '还有 {{count}} 项',
  fewer: '只显示一项',
  'key-missing': {
    title: '还没有 API 密钥。',
    titleOther: 'API 密钥属于另一个地址。',
    text: '任务已保存，输入密钥后就会查询。',
    action: '输入密钥',
  },
  'key-rejected': {
    title: '服务不接受这个 API 密钥。',
    text: '更换密钥之前不会查询。下载继续进行。',
    textDetail: '服务的回应：“{{detail}}”。更换密钥之前不会查询；下载继续进行。',
    action: '更换密钥',
  },
  'rate-limited': {
    title: '服务要求暂停。',
    text: '将在 {{time}} 再次查询。下载继续进行。',
    action: '降低查询频率…',
  },
  'wrong-address': {
    title: '{{host}} 的回应不是来自该服务。',
    text: 'API 地址正确吗？将在 {{time}} 重试。磁盘上的歌曲照常播放。',
    action: '检查地址',
  },
  offline: {
    title: '无法连接 {{host}}。',
    text: '将在 {{time}} 重试。磁盘上的歌曲照常播放。',
    action: '立即重试',
  },
  'database-damaged': {
    title: '数据库已损坏。',
    text: '磁盘上的歌曲都安全。修复会把数据库放到一边，并根据最近的副本和曲库文件夹恢复曲库。',
    action: '修复',
  },
  'library-rebuilding': {
    title: '正在读取曲库文件夹。',
    textBegin: '找到的歌曲会陆续出现。查询和下载随后继续。',
    text: '{{done}} / {{total}} 首歌曲。找到的歌曲会陆续出现；查询和下载随后继续。',
    stop: '停止',
    titleStopped: '曲库文件夹中的歌曲没有全部列入列表。',
    textStopped: '已读取 {{done}} / {{total}}，找到的歌曲会保留。全部读取之前，查询和下载都会等待。',
    textStoppedAtOnce: '文件夹尚未读取。全部读取之前，查询和下载都会等待。',
    goOn: '继续',
  },
  'disk-full': {
    title: '磁盘空间太少。',
    text: '下载需要 {{needed}} 可用空间，现有 {{free}}。腾出空间后会自动继续。',
    titleRefused: '磁盘无法再写入。',
    textRefused: '磁盘显示还有 {{free}} 可用，可能是配额已用完。腾出空间后下载会自动继续。',
    action: '再次检查',
  },
  'data-disk-full': {
    title: '没有空间存放 Flowshelf 自身的数据。',
    text: '无法保存新内容：该磁盘需要 {{needed}} 可用空间，现有 {{free}}。腾出空间后会自动继续。',
    titleRefused: '无法保存 Flowshelf 自身的数据。',
    textRefused:
      '磁盘无法再写入，尽管还有 {{free}} 可用：可能是配额已用完，或磁盘有故障。腾出空间后会自动继续。',
    action: '再次检查',
  },
  'library-missing': {
    title: '曲库文件夹不在原位。',
    titleInstead: '曲库不在它的文件夹中。',
    text: '查找的位置：{{folder}}。{{safe}}',
    textEmpty: '{{folder}} 是空的。{{safe}}',
    textOther: '{{folder}} 中是其他内容，没有改动。{{safe}}',
    safe: '没有丢失任何内容：连接磁盘或把文件夹放回原处，就会自动继续。',
    safeMoved: '没有丢失任何内容：连接磁盘或把文件夹放回原处，就会自动继续。如果您移动了它，请选择新的位置。',
    action: '再次检查',
    choose: '选择文件夹…',
  },
  'journal-unwritable': {
    title: '无法在曲库文件夹中记录新任务。',
    text: '任务已保存，待 {{file}} 可以写入后就会查询：请允许 Flowshelf 写入，或移走那里的内容。其他一切照常。',
    action: '再次检查',
  },
  'library-readonly': {
    title: '曲库文件夹无法写入。',
    text: '在您可以写入 {{folder}} 之前，无法保存新歌曲；之后会自动继续。已有的歌曲可以播放。',
    action: '再次检查',
  },
  'library-moving': {
    title: '正在移动曲库。',
    text: '完成后下载和查询会继续；磁盘上的歌曲照常播放。',
    action: '查看进度',
  },
  'downloads-paused': {
    title: '所有下载已暂停。',
    text: '任务仍会照常查询。',
    action: '继续',
  },
};
