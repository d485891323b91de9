import { useState, type FormEvent, type ReactElement, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import type { Snapshot } from '@shared/model';
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
import { Section } from './section';
import styles from './settings.module.css';

const USUAL_ADDRESS = 'https://api.ttapi.io';
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

export interface AccessSectionProps {
  readonly keyField: Ref<HTMLInputElement>;
  readonly addressField: Ref<HTMLInputElement>;
  readonly requestsField: Ref<HTMLInputElement>;
}

/** Key, address and pace of asking. */
export function AccessSection({ keyField, addressField, requestsField }: AccessSectionProps): ReactElement {
  const { t } = useTranslation();
  const snapshot = useSnapshot();
  return (
    <Section title={t('settings.access.title')} text={t('settings.access.text')}>
      <div className={styles.block}>
        <div className={styles.keyStatus}>
          <p>{keyText(snapshot)}</p>
          <ForgetKey />
        </div>
        <KeyForm fieldRef={keyField} />
      </div>
      <AddressForm key={snapshot.settings.apiUrl} fieldRef={addressField} />
      <RequestsField fieldRef={requestsField} />
    </Section>
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
      notify(t('notices.keyForgotten'));
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

function AddressForm({ fieldRef }: { readonly fieldRef: Ref<HTMLInputElement> }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { settings, overrides, key, isSample } = useSnapshot();
  const [typed, setTyped] = useState(settings.apiUrl);
  const [error, setError] = useState<string | null>(null);
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
      notify(t('notices.addressSaved'));
    } catch (failure) {
      setError(failureText(failure));
    } finally {
      setSaving(false);
    }
  }

  return (
    <form className={styles.block} onSubmit={(event) => void save(event)}>
      <TextField
        ref={fieldRef}
        label={t('settings.address.field')}
        value={typed}
        inputMode="url"
        isReadOnly={isFixed}
        error={error}
        hint={
          isSample
            ? t('settings.address.sample')
            : overrides.apiUrl
              ? t('settings.fixed', { name: 'FLOWSHELF_API_URL' })
              : isChanged && key.storage !== null && !(overrides.key && address === USUAL_ADDRESS)
                ? t('settings.address.pending')
                : t('settings.address.hint')
        }
        onChange={(next) => {
          setTyped(next);
          setError(null);
        }}
      />
      {!isFixed && (isChanged || settings.apiUrl !== USUAL_ADDRESS) && (
        <div className={styles.actions}>
          {isChanged && (
            <Button type="submit" variant="primary" isBusy={isSaving} isDisabled={address === ''}>
              {t('settings.address.save')}
            </Button>
          )}
          {address !== USUAL_ADDRESS && (
            <Button
              onClick={() => {
                setTyped(USUAL_ADDRESS);
                setError(null);
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

function RequestsField({ fieldRef }: { readonly fieldRef: Ref<HTMLInputElement> }): ReactElement {
  const { t } = useTranslation();
  const { requestsPerMinute } = useSnapshot().settings;
  const update = useUpdateSettings();
  return (
    <NumberSetting
      fieldRef={fieldRef}
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
