import { translate } from '../i18n';
import type { MenuItem } from './menu';

/** A width in pixels, and those that it can have next. */
export interface WidthSteps {
  readonly px: number;
  readonly wider: number;
  readonly narrower: number;
  readonly usual: number;
}

/**
 * Changes a width without dragging, in a menu that stays open for the next step.
 *
 * @param note whose width it is, where the menu does not say so
 */
export function widthItems(
  { px, wider, narrower, usual }: WidthSteps,
  onWidth: (px: number) => void,
  note?: string,
): readonly MenuItem[] {
  const item = (label: string, next: number): MenuItem => ({
    label,
    note,
    staysOpen: true,
    isDisabled: next === px,
    onSelect: () => {
      onWidth(next);
    },
  });
  return [
    item(translate('common.width.wider'), wider),
    item(translate('common.width.narrower'), narrower),
    item(translate('common.width.usual'), usual),
  ];
}
