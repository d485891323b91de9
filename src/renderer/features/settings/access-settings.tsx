import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import type { Snapshot } from '@shared/model';
import { USUAL_API_URL } from '@shared/usual-settings';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { patchSnapshot, useSnapshot } from '../../query';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { hostOf, KeyForm } from '../../shell/key-form';
import { notify } from '../../shell/notices';
import { useUpdateSettings } from '../../shell/use-update-settings';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { NumberSetting } from './number-setting';
import { settingTarget } from './setting-targets';
import styles from './settings.module.css';

const MOST_REQUESTS = 120;

function keyText({ key, settings, isSample }: Snapshot): string {
  if (isSample) return translate('settings.key.sampleStored');
  const host = hostOf(settings.apiUrl);
  if (key.storage !== null) {
    return key.ending === null
      ? translate(`settings.key.storedShort.${key.storage}`)
      : translate(`settings.key.stored.${key.storage}`, { ending: key.ending });
  }
  return key.isForOtherAddress
    ? translate('settings.key.other', { host })
    : translate('settings.key.none', { host });
}

/** The key: whether there is one, and how it is given, tested and forgotten. */
export function KeySetting(): ReactElement {
  const snapshot = useSnapshot();
  return (
    <div className={styles.block}>
      <div className={styles.keyStatus}>
        <p>{keyText(snapshot)}</p>
        <ForgetKey />
      </div>
      <KeyForm fieldRef={settingTarget('key')} />
    </div>
  );
}

function ForgetKey(): ReactElement | null {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { key } = useSnapshot();
  const [isAsking, setAsking] = useState(false);

  async function forget(): Promise<void> {
    try {
      patchSnapshot(client, { key: await invoke('key.forget', {}) });
      notify(() => translate('notices.keyForgotten'));
    } catch (error) {
      notifyFailure(error);
    } finally {
      setAsking(false);
    }
  }

  return (
    <>
      {key.canForget && (
        <Button
          size="small"
          onClick={() => {
            setAsking(true);
          }}
        >
          {t('settings.key.forget')}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => {
          setAsking(false);
        }}
        title={t('settings.key.forgetTitle')}
        text={t('settings.key.forgetText')}
        confirmLabel={t('settings.key.forgetConfirm')}
        isDangerous
        onConfirm={() => {
          void forget();
        }}
      />
    </>
  );
}

/** Where the service is. */
export function AddressSetting(): ReactElement {
  const { apiUrl } = useSnapshot().settings;
  return <AddressForm key={apiUrl} />;
}

function AddressForm(): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { settings, overrides, key, isSample } = useSnapshot();
  const [typed, setTyped] = useState(settings.apiUrl);
  const [failed, setFailed] = useState<{ readonly by: unknown } | null>(null);
  const [isSaving, setSaving] = useState(false);
  const isFixed = overrides.apiUrl || isSample;
  const address = typed.trim();
  const isChanged = address !== settings.apiUrl;

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isChanged || isSaving) return;
    setSaving(true);
    try {
      const status = await invoke('settings.setApiUrl', { url: address });
      patchSnapshot(client, { key: status });
      notify(() => translate('notices.addressSaved'));
    } catch (failure) {
      setFailed({ by: failure });
    } finally {
      setSaving(false);
    }
  }

  return (
    <form className={styles.block} onSubmit={(event) => void save(event)}>
      <TextField
        ref={settingTarget('address')}
        label={t('settings.address.field')}
        value={typed}
        inputMode="url"
        isReadOnly={isFixed}
        error={failed && failureText(failed.by)}
        hint={
          isSample
            ? t('settings.address.sample')
            : overrides.apiUrl
              ? t('settings.fixed', { name: 'FLOWSHELF_API_URL' })
              : isChanged && key.storage !== null && !(overrides.key && address === USUAL_API_URL)
                ? t('settings.address.pending')
                : t('settings.address.hint')
        }
        onChange={(next) => {
          setTyped(next);
          setFailed(null);
        }}
      />
      {!isFixed && (isChanged || settings.apiUrl !== USUAL_API_URL) && (
        <div className={styles.actions}>
          {isChanged && (
            <Button type="submit" variant="primary" isBusy={isSaving} isDisabled={address === ''}>
              {t('settings.address.save')}
            </Button>
          )}
          {address !== USUAL_API_URL && (
            <Button
              onClick={() => {
                setTyped(USUAL_API_URL);
                setFailed(null);
              }}
            >
              {t('settings.address.reset')}
            </Button>
          )}
        </div>
      )}
    </form>
  );
}

/** The pace of asking. */
export function RequestsSetting(): ReactElement {
  const { t } = useTranslation();
  const { requestsPerMinute } = useSnapshot().settings;
  const update = useUpdateSettings();
  return (
    <NumberSetting
      fieldRef={settingTarget('requests')}
      label={t('settings.requests.field')}
      hint={t('settings.requests.hint')}
      value={requestsPerMinute}
      min={1}
      max={MOST_REQUESTS}
      onChange={(value) => {
        update({ requestsPerMinute: value });
      }}
    />
  );
}
