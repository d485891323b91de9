import { useState, type ReactElement } from 'react';
import { FileDown, FileUp, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  CARRIED_SETTINGS,
  changedSettings,
  pickSettings,
  usualSettings,
  type CarriedSetting,
  type ImportedSettings,
} from '@shared/usual-settings';
import { invoke } from '../../bridge';
import { byLanguage, translate } from '../../i18n';
import { useSnapshot } from '../../query';
import { notifyFailure } from '../../shell/failure-text';
import { notify, undoAction } from '../../shell/notices';
import { knownShortcuts } from '../../shell/shortcuts';
import { useUpdateSettings } from '../../shell/use-update-settings';
import { Button } from '../../ui/button';
import { SETTING_TITLES } from './setting-titles';
import styles from './settings.module.css';

/** More would be a notice that nobody reads. */
const MAX_ACTIONS_NAMED = 5;

const list = byLanguage((locale) => new Intl.ListFormat(locale));

/** What these settings are called, in words. */
function titlesOf(names: readonly CarriedSetting[]): string {
  const titles = names.map((name) =>
    translate('settings.all.named', { setting: translate(SETTING_TITLES[name]) }),
  );
  return list().format(new Set(titles));
}

/** What these actions are called, in words; those that have no name here go by the setting's. */
function actionsOf(ids: readonly string[]): string {
  const names = ids.map((id) => knownShortcuts().get(id)?.label ?? translate(SETTING_TITLES.shortcuts));
  const titles = [...new Set(names)].map((setting) => translate('settings.all.named', { setting }));
  const more = titles.length - MAX_ACTIONS_NAMED;
  if (more <= 1) return list().format(titles);
  const named = titles.slice(0, MAX_ACTIONS_NAMED);
  return list().format([...named, translate('settings.all.moreActions', { count: more })]);
}

/** What can be done with all settings together: to a file, from a file, as usual again. */
export function AllSettings(): ReactElement {
  const { t } = useTranslation();
  const { settings, isSample } = useSnapshot();
  const update = useUpdateSettings();
  const [isBusy, setBusy] = useState(false);
  const usual = usualSettings(isSample);
  const changed = changedSettings(settings, usual, CARRIED_SETTINGS);

  async function run(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      notifyFailure(error);
    } finally {
      setBusy(false);
    }
  }

  async function save(): Promise<void> {
    const saved = await invoke('settings.save', {});
    if (saved) notify(() => translate('settings.all.saved', { file: saved.fileName }));
  }

  async function take(): Promise<void> {
    const taken = await invoke('settings.take', {});
    if (taken) tellTaken(taken);
  }

  function tellTaken({ fileName, changed: count, before, unusable, withoutKeys }: ImportedSettings): void {
    const words = () => {
      const parts = [];
      if (count > 0) parts.push(translate('settings.all.taken', { count, file: fileName }));
      else if (unusable.length + withoutKeys.length === 0)
        parts.push(translate('settings.all.takenNone', { file: fileName }));
      if (unusable.length > 0)
        parts.push(translate('settings.all.unusable', { settings: titlesOf(unusable) }));
      if (withoutKeys.length > 0)
        parts.push(translate('settings.all.withoutKeys', { actions: actionsOf(withoutKeys) }));
      return parts.join(' ');
    };
    notify(words, count === 0 ? {} : undoBy(before));
  }

  function undoBy(before: Parameters<typeof update>[0]) {
    return {
      isLasting: true,
      action: undoAction(() => {
        update(before);
      }),
    };
  }

  return (
    <div className={styles.block}>
      <div className={styles.actions}>
        <Button icon={FileDown} isBusy={isBusy} onClick={() => void run(save)}>
          {t('settings.all.save')}
        </Button>
        <Button icon={FileUp} isBusy={isBusy} onClick={() => void run(take)}>
          {t('settings.all.take')}
        </Button>
        <Button
          icon={RotateCcw}
          isDisabled={changed.length === 0}
          keepsFocus
          onClick={() => {
            update(pickSettings(usual, changed));
            notify(
              () => translate('settings.all.reset', { count: changed.length }),
              undoBy(pickSettings(settings, changed)),
            );
          }}
        >
          {t('settings.all.resetAll')}
        </Button>
      </div>
      <p className={styles.note}>{t('settings.all.hint')}</p>
    </div>
  );
}
