import { useRef, type ReactElement, type ReactNode } from 'react';
import clsx from 'clsx';
import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { changedSettings, pickSettings, usualSettings, type CarriedSetting } from '@shared/usual-settings';
import { useSnapshot } from '../../query';
import { useUpdateSettings } from '../../shell/use-update-settings';
import { IconButton } from '../../ui/button';
import styles from './settings.module.css';

export interface SettingRowProps {
  readonly title: string;
  /** The settings that it changes. */
  readonly names: readonly CarriedSetting[];
  readonly children: ReactNode;
}

const FOCUSABLE = 'input:checked, input:not([type=radio]), button, select';

/** A setting, and beside it, while it is not as usual, how to have it so again. */
export function SettingRow({ title, names, children }: SettingRowProps): ReactElement {
  const { t } = useTranslation();
  const { settings, isSample } = useSnapshot();
  const update = useUpdateSettings();
  const control = useRef<HTMLDivElement>(null);
  const usual = usualSettings(isSample);
  const changed = changedSettings(settings, usual, names);
  return (
    <div className={clsx(styles.row, names.length > 0 && styles.resettable)}>
      <div ref={control} className={styles.setting}>
        {children}
      </div>
      {changed.length > 0 && (
        <IconButton
          label={t('settings.reset.one', { setting: title })}
          icon={RotateCcw}
          iconSize={14}
          size="small"
          onClick={() => {
            update(pickSettings(usual, changed));
            // The button goes: the keyboard stays with the setting.
            control.current?.querySelector<HTMLElement>(FOCUSABLE)?.focus();
          }}
        />
      )}
    </div>
  );
}
