import type { ReactElement } from 'react';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { GLOBAL_KEY_ACTIONS, MAX_PROGRAMS, type GlobalKeyAction } from '@shared/system';
import { invoke } from '../../bridge';
import { useSnapshot, useSystemState } from '../../query';
import { notifyFailure } from '../../shell/failure-text';
import { whyNotEverywhere } from '../../shell/shortcut-rules';
import { useKnownShortcuts } from '../../shell/shortcuts';
import { useUpdateSettings } from '../../shell/use-update-settings';
import { Button, IconButton } from '../../ui/button';
import { Switch } from '../../ui/choice';
import { chordText } from '../../ui/kbd';
import { GlobalKeyField } from './global-key-field';
import styles from './settings.module.css';

export function NotificationsSetting(): ReactElement {
  const { t } = useTranslation();
  const { settings } = useSnapshot();
  const { hasNotifications: canNotify } = useSystemState();
  const update = useUpdateSettings();
  return (
    <Switch
      label={t('settings.system.notifications')}
      hint={t(canNotify ? 'settings.system.notificationsHint' : 'settings.system.notificationsUnsupported')}
      isChecked={settings.hasNotifications && canNotify}
      isDisabled={!canNotify}
      onChange={(hasNotifications) => {
        update({ hasNotifications });
      }}
    />
  );
}

export function TraySetting(): ReactElement {
  const { t } = useTranslation();
  const { settings } = useSnapshot();
  const update = useUpdateSettings();
  return (
    <div className={styles.block}>
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
  );
}

/** The keys that work while another program is in front. */
export function KeysEverywhereSetting(): ReactElement {
  const { t } = useTranslation();
  const { hasGlobalKeys, globalKeys, shortcuts } = useSnapshot().settings;
  const known = useKnownShortcuts();
  const { isSupported, refused } = useSystemState().globalKeys;
  const update = useUpdateSettings();

  function problemOf(action: GlobalKeyAction): string | null {
    const refusal = refused[action];
    if (refusal === undefined) return null;
    if (refusal === 'taken') return t('settings.system.keys.taken');
    const first = GLOBAL_KEY_ACTIONS.find((other) => globalKeys[other] === globalKeys[action]) ?? action;
    return t('settings.system.keys.twice', { action: t(`settings.system.keys.action.${first}`) });
  }

  function refusalOf(chord: string): string | null {
    const why = whyNotEverywhere(chord, known.values(), shortcuts);
    const keys = chordText(chord);
    if (why === null) return null;
    if (typeof why === 'string') return t(`shell.shortcuts.refused.${why}`, { keys });
    return t('settings.system.keys.ofWindow', { keys, action: why.label });
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
            refusalOf={refusalOf}
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
export function ProgramsSetting(): ReactElement {
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
