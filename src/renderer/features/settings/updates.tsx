import { useRef, type ReactElement } from 'react';
import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '@shared/assert-never';
import type { UpdateStatus } from '@shared/updates';
import { invoke } from '../../bridge';
import { formatPast } from '../../format';
import { useSnapshot, useUpdateStatus } from '../../query';
import { notifyFailure } from '../../shell/failure-text';
import { useUpdateSettings } from '../../shell/use-update-settings';
import { Button } from '../../ui/button';
import { Switch } from '../../ui/choice';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { settingTarget } from './setting-targets';
import { UpdateCard } from './update-card';
import styles from './settings.module.css';

/** Whether and where newer versions are looked for, and what has become of the last one. */
export function UpdatesSetting(): ReactElement {
  const { t } = useTranslation();
  const status = useUpdateStatus();
  if (status === null) return <div className={styles.block} />;
  if (status.state.kind === 'unsupported') {
    return (
      <p ref={settingTarget('updates')} tabIndex={-1}>
        {t(`settings.updates.unsupported.${status.state.reason}`)}
      </p>
    );
  }
  return <Updates status={status} />;
}

function Updates({ status }: { readonly status: UpdateStatus }): ReactElement {
  const { t } = useTranslation();
  const { looksForUpdates } = useSnapshot().settings;
  const update = useUpdateSettings();
  const look = useRef<HTMLButtonElement>(null);
  const { state } = status;
  const isUnderWay = state.kind === 'waiting' || state.kind === 'fetching' || state.kind === 'ready';
  return (
    <div className={styles.block}>
      <Switch
        label={t('settings.updates.byItself')}
        hint={t('settings.updates.byItselfHint', { host: status.host ?? '' })}
        isChecked={looksForUpdates}
        onChange={(isOn) => {
          update({ looksForUpdates: isOn });
        }}
      />
      <div className={styles.keyboard}>
        <Button
          ref={(element) => {
            look.current = element;
            return settingTarget('updates')(element);
          }}
          icon={RefreshCw}
          isBusy={state.kind === 'looking'}
          isDisabled={isUnderWay}
          onClick={() => {
            invoke('updates.look', {}).catch(notifyFailure);
          }}
        >
          {t('settings.updates.look')}
        </Button>
        <span className={styles.changedKeys}>{lookedWords()}</span>
      </div>
      <UpdateCard
        state={state}
        onGone={() => {
          look.current?.focus();
        }}
      />
      <VisuallyHidden>
        <span role="status">{spokenWords()}</span>
      </VisuallyHidden>
    </div>
  );

  function lookedWords(): string {
    if (state.kind === 'looking') return t('settings.updates.looking');
    if (status.lookedAt === null) return t('settings.updates.never');
    const when = formatPast(status.lookedAt);
    return t(state.kind === 'none' ? 'settings.updates.noneLooked' : 'settings.updates.lookedAt', { when });
  }

  /** What has changed, in one line for who does not see it; nothing of how far it has come. */
  function spokenWords(): string {
    switch (state.kind) {
      case 'unsupported':
      case 'idle':
        return '';
      case 'looking':
        return t('settings.updates.looking');
      case 'none':
        return t('settings.updates.none');
      case 'found':
        return t('settings.updates.available', { version: state.update.version });
      case 'waiting':
        return t('settings.updates.waiting.title', { version: state.update.version });
      case 'fetching':
        return t('settings.updates.fetching.title', { version: state.update.version });
      case 'ready':
        return t('settings.updates.ready.title', { version: state.update.version });
      case 'failed':
        if (state.during === 'look') return t('settings.updates.failed.look');
        if (state.during === 'fetch') {
          return t('settings.updates.failed.fetch', { version: state.update.version });
        }
        return t('settings.updates.failed.install', { version: state.version });
      default:
        return assertNever(state);
    }
  }
}
