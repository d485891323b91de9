import { alike, forms, type Area } from './forms';

export const notifications: Area<'notifications'> = {
  ...forms(
    'done',
    'Выполнено {{count, number}} задание',
    'Выполнено {{count, number}} задания',
    'Выполнено {{count, number}} заданий',
  ),
  ...forms('songs', '{{count, number}} песня', '{{count, number}} песни', '{{count, number}} песен'),
  ...alike('failed', 'Не удалось: {{count, number}}'),
  noReason: 'Сервис не назвал причину.',
  ...alike('moreSongs', 'и ещё {{count, number}}'),
  ...forms(
    'moreReasons',
    'и ещё {{count, number}} причина',
    'и ещё {{count, number}} причины',
    'и ещё {{count, number}} причин',
  ),
  separator: ' · ',
};
