import type { ReactElement } from 'react';
import { ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ASSET_KINDS, WORDS_FILE_KINDS, type AssetKind } from '@shared/model';
import { goTo } from '../../navigation';
import { useSnapshot } from '../../query';
import { useUpdateSettings } from '../../shell/use-update-settings';
import { Button } from '../../ui/button';
import { Checkbox, Switch } from '../../ui/choice';
import styles from './settings.module.css';

/** The kinds of files that the program can be told to leave out; the rest is not offered by the service. */
const CHOSEN_KINDS = ['audio', 'wav', 'video', 'cover'] as const;

export function CheckSetting(): ReactElement {
  const { t } = useTranslation();
  const { isCheckScheduled } = useSnapshot().settings;
  const update = useUpdateSettings();
  return (
    <div className={styles.block}>
      <div className={styles.actions}>
        <Button
          icon={ShieldCheck}
          onClick={() => {
            goTo('check');
          }}
        >
          {t('check.setting.open')}
        </Button>
      </div>
      <Switch
        label={t('check.setting.byItself')}
        hint={t('check.setting.byItselfHint')}
        isChecked={isCheckScheduled}
        onChange={(isOn) => {
          update({ isCheckScheduled: isOn });
        }}
      />
    </div>
  );
}

/** Which files of a song are fetched. */
export function WantedFilesSetting(): ReactElement {
  const { t } = useTranslation();
  const { wantedAssets } = useSnapshot().settings;
  const update = useUpdateSettings();

  function want(kind: AssetKind, isWanted: boolean): void {
    update({
      wantedAssets: ASSET_KINDS.filter((other) => (other === kind ? isWanted : wantedAssets.includes(other))),
    });
  }

  return (
    <fieldset className={styles.wanted}>
      <legend className={styles.legend}>{t('settings.wanted.label')}</legend>
      {CHOSEN_KINDS.map((kind) => (
        <Checkbox
          key={kind}
          label={t(`settings.wanted.${kind}`)}
          hint={t(`settings.wanted.${kind}Hint`)}
          isChecked={wantedAssets.includes(kind)}
          onChange={(isWanted) => {
            want(kind, isWanted);
          }}
        />
      ))}
      <p className={styles.note}>{t('settings.wanted.later')}</p>
    </fieldset>
  );
}

/** Which files of words are kept up to date beside the songs. */
export function WordsFilesSetting(): ReactElement {
  const { t } = useTranslation();
  const { wordsFiles } = useSnapshot().settings;
  const update = useUpdateSettings();
  return (
    <fieldset className={styles.wanted}>
      <legend className={styles.legend}>{t('settings.wordsFiles.label')}</legend>
      {WORDS_FILE_KINDS.map((kind) => (
        <Checkbox
          key={kind}
          label={t(`settings.wordsFiles.${kind}`)}
          hint={t(`settings.wordsFiles.${kind}Hint`)}
          isChecked={wordsFiles.includes(kind)}
          onChange={(isWanted) => {
            update({
              wordsFiles: WORDS_FILE_KINDS.filter((other) =>
                other === kind ? isWanted : wordsFiles.includes(other),
              ),
            });
          }}
        />
      ))}
      <p className={styles.note}>{t('settings.wordsFiles.others')}</p>
    </fieldset>
  );
}
