import type { ReactElement } from 'react';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { GLOBAL_KEY_ACTIONS, MAX_PROGRAMS, type GlobalKeyAction } from '@shared/system';
import { invoke } from '../../bridge';
import { useSnapshot, useSystemState } from '../../query';
import { notifyFailure } from '../../shell/failure-text';
import { useUpdateSettings } from '../../shell/use-update-settings';
import { Button, IconButton } from '../../ui/button';
import { Switch } from '../../ui/choice';
import { GlobalKeyField } from './global-key-field';
import { Section } from './section';
import styles from './settings.module.css';

/** What the program does outside of its window. */
export function SystemSection(): ReactElement {
  const { t } = useTranslation();
  const { settings } = useSnapshot();
  const update = useUpdateSettings();
  return (
    <Section title={t('settings.system.title')} text={t('settings.system.text')}>
      <div className={styles.block}>
        <Switch
          label={t('settings.system.notifications')}
          hint={t('settings.system.notificationsHint')}
          isChecked={settings.hasNotifications}
          onChange={(hasNotifications) => {
            update({ hasNotifications });
          }}
        />
        <Switch
          label={t('settings.system.tray')}
          hint={t('settings.system.trayHint')}
          isChecked={settings.hasTray}
          onChange={(hasTray) => {
            update({ hasTray });
          }}
        />
        {settings.hasTray && (
          <Switch
            label={t('settings.system.keptInTray')}
            hint={t('settings.system.keptInTrayHint')}
            isChecked={settings.isKeptInTray}
            onChange={(isKeptInTray) => {
              update({ isKeptInTray });
            }}
          />
        )}
      </div>
      <KeysEverywhere />
      <Programs />
    </Section>
  );
}

/** The keys that work while another program is in front. */
function KeysEverywhere(): ReactElement {
  const { t } = useTranslation();
  const { hasGlobalKeys, globalKeys } = useSnapshot().settings;
  const { isSupported, refused } = useSystemState().globalKeys;
  const update = useUpdateSettings();

  function problemOf(action: GlobalKeyAction): string | null {
    const refusal = refused[action];
    if (refusal === undefined) return null;
    if (refusal === 'taken') return t('settings.system.keys.taken');
    const first = GLOBAL_KEY_ACTIONS.find((other) => globalKeys[other] === globalKeys[action]) ?? action;
    return t('settings.system.keys.twice', { action: t(`settings.system.keys.action.${first}`) });
  }

  return (
    <div className={styles.block}>
      <Switch
        label={t('settings.system.keys.label')}
        hint={isSupported ? t('settings.system.keys.hint') : t('settings.system.keys.unsupported')}
        isChecked={hasGlobalKeys && isSupported}
        isDisabled={!isSupported}
        onChange={(isOn) => {
          update({ hasGlobalKeys: isOn });
        }}
      />
      {hasGlobalKeys &&
        isSupported &&
        GLOBAL_KEY_ACTIONS.map((action) => (
          <GlobalKeyField
            key={action}
            label={t(`settings.system.keys.action.${action}`)}
            chord={globalKeys[action] ?? null}
            problem={problemOf(action)}
            onChange={(chord) => {
              const { [action]: _before, ...others } = globalKeys;
              update({ globalKeys: chord === null ? others : { ...others, [action]: chord } });
            }}
          />
        ))}
    </div>
  );
}

/** Programs that a song's menu offers to open it with. */
function Programs(): ReactElement {
  const { t } = useTranslation();
  const { programs } = useSystemState();
  return (
    <div className={styles.block}>
      <div>
        <h3 className={styles.subtitle}>{t('settings.system.programs.label')}</h3>
        <p className={styles.note}>{t('settings.system.programs.hint', { count: MAX_PROGRAMS })}</p>
      </div>
      {programs.length > 0 && (
        <ul className={styles.programs}>
          {programs.map(({ id, name }) => (
            <li key={id} className={styles.program}>
              <span className={styles.programName}>{name}</span>
              <IconButton
                label={t('settings.system.programs.remove', { name })}
                icon={X}
                iconSize={14}
                onClick={() => {
                  invoke('system.forgetProgram', { id }).catch(notifyFailure);
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        <Button
          icon={Plus}
          onClick={() => {
            invoke('system.chooseProgram', {}).catch(notifyFailure);
          }}
        >
          {t('settings.system.programs.add')}
        </Button>
      </div>
    </div>
  );
}
