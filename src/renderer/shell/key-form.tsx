import { useId, useRef, useState, type FormEvent, type ReactElement, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import clsx from 'clsx';
import { CircleCheck, CircleHelp, CircleX, Eye, EyeOff } from 'lucide-react';
import type { KeyTestResult } from '@shared/model';
import { invoke } from '../bridge';
import { translate } from '../i18n';
import { patchSnapshot, useSnapshot } from '../query';
import { Button, IconButton } from '../ui/button';
import { RadioGroup } from '../ui/choice';
import { TextField } from '../ui/field';
import { Spinner } from '../ui/spinner';
import { dialogs } from './dialogs';
import { failureText } from './failure-text';
import { notify } from './notices';
import styles from './key-form.module.css';

/** Host of an address, as people read it. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

function verdictText(result: KeyTestResult): string {
  switch (result.verdict) {
    case 'accepted':
      return translate('settings.key.verdict.accepted');
    case 'rejected':
      return result.detail === null
        ? translate('settings.key.verdict.rejected')
        : translate('settings.key.verdict.rejectedDetail', { detail: result.detail });
    case 'unknown':
      if (result.reason === 'rate-limited') return translate('settings.key.verdict.rateLimited');
      if (result.reason === 'unreachable') return translate('settings.key.verdict.unreachable');
      if (result.reason === 'wrong-address') {
        return result.detail === null
          ? translate('settings.key.verdict.wrongAddress')
          : translate('settings.key.verdict.wrongAddressDetail', { detail: result.detail });
      }
      return result.detail === null
        ? translate('settings.key.verdict.unknown')
        : translate('settings.key.verdict.unknownDetail', { detail: result.detail });
  }
}

const VERDICT_ICONS = { accepted: CircleCheck, rejected: CircleX, unknown: CircleHelp } as const;

type Verdict = 'testing' | KeyTestResult | null;

function VerdictLine({ verdict }: { readonly verdict: Verdict }): ReactElement {
  const { t } = useTranslation();
  const Icon = verdict === null || verdict === 'testing' ? null : VERDICT_ICONS[verdict.verdict];
  return (
    <p role="status" className={styles.verdict}>
      {verdict === 'testing' && (
        <>
          <Spinner size={14} />
          {t('settings.key.verdict.testing')}
        </>
      )}
      {verdict !== null && verdict !== 'testing' && Icon && (
        <span className={clsx(styles.result, styles[verdict.verdict])}>
          <Icon size={15} aria-hidden />
          {verdictText(verdict)}
        </span>
      )}
    </p>
  );
}

export interface KeyFormProps {
  readonly fieldRef?: Ref<HTMLInputElement>;
  /** A key that was pasted beside the field; another object for each time. */
  readonly pasted?: { readonly key: string } | null;
  readonly onSaved?: () => void;
}

/** Whether a text can be a key that was copied: anything with more than a word in it holds job ids. */
export function isOneWord(text: string): boolean {
  return /^\s*\S+\s*$/.test(text);
}

/** Takes a key, tries it, and keeps it in the way that this system allows. Used by Settings and by the welcome. */
export function KeyForm({ fieldRef, pasted = null, onSaved }: KeyFormProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { key, settings, isSample } = useSnapshot();
  const [typed, setTyped] = useState('');
  const [isShown, setShown] = useState(false);
  const [storage, setStorage] = useState<'session' | 'unprotected'>(
    key.storage === 'unprotected' ? 'unprotected' : 'session',
  );
  const [verdict, setVerdict] = useState<Verdict>(null);
  const [failed, setFailed] = useState<{ readonly by: unknown } | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [taken, setTaken] = useState(pasted);
  const testing = useRef(0);
  const formId = useId();

  if (pasted !== taken) {
    setTaken(pasted);
    if (pasted !== null) {
      setTyped(pasted.key);
      setFailed(null);
      setVerdict(null);
    }
  }

  const entered = typed.trim();
  const hasKey = key.storage !== null;
  const invitation = hasKey ? t('settings.key.placeholderReplace') : t('settings.key.placeholder');
  // What cannot be changed does not invite to be.
  const isFixed = key.storage === 'environment';
  const placeholder = isFixed ? undefined : invitation;

  function change(next: string): void {
    setTyped(next);
    setFailed(null);
    setVerdict(null);
    testing.current += 1;
  }

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (entered === '' || isSaving) return;
    setSaving(true);
    setFailed(null);
    try {
      const status = await invoke('key.save', {
        key: entered,
        storage: key.canStoreSecurely ? 'secure' : storage,
      });
      patchSnapshot(client, { key: status, isFirstStart: false });
      setTyped('');
      setShown(false);
      notify(() => translate('notices.keySaved'));
      onSaved?.();
    } catch (failure) {
      setFailed({ by: failure });
    } finally {
      setSaving(false);
    }
  }

  async function test(): Promise<void> {
    testing.current += 1;
    const mine = testing.current;
    setVerdict('testing');
    try {
      const result = await invoke('key.test', { key: entered === '' ? null : entered });
      if (testing.current === mine) setVerdict(result);
    } catch (failure) {
      if (testing.current !== mine) return;
      setVerdict(null);
      setFailed({ by: failure });
    }
  }

  return (
    <form id={formId} className={styles.form} onSubmit={(event) => void save(event)}>
      <TextField
        ref={fieldRef}
        label={t('settings.key.field')}
        // Not a password field: those offer to be remembered by the wrong program. The signs are hidden all the same.
        className={clsx(!isShown && styles.masked)}
        isMonospace
        value={typed}
        isDisabled={isFixed}
        placeholder={placeholder}
        error={failed && failureText(failed.by)}
        onChange={change}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text/plain');
          if (text.trim() === '' || isOneWord(text)) return;
          event.preventDefault();
          dialogs.openAddJobs(text);
        }}
        trailing={
          entered !== '' && (
            <IconButton
              label={isShown ? t('settings.key.hide') : t('settings.key.show')}
              icon={isShown ? EyeOff : Eye}
              onClick={() => {
                setShown(!isShown);
              }}
            />
          )
        }
        hint={
          isSample
            ? t('settings.key.sample')
            : isFixed
              ? t('settings.fixed', { name: 'TT_API_KEY' })
              : t('settings.key.sentTo', { host: hostOf(settings.apiUrl) })
        }
      />
      {!key.canStoreSecurely && !isFixed && (
        <RadioGroup
          label={t('settings.key.storage.label')}
          value={storage}
          onChange={setStorage}
          options={[
            {
              value: 'session',
              label: t('settings.key.storage.session'),
              hint: t('settings.key.storage.sessionHint'),
            },
            {
              value: 'unprotected',
              label: t('settings.key.storage.unprotected'),
              hint: t('settings.key.storage.unprotectedHint'),
            },
          ]}
        />
      )}
      <div className={styles.actions}>
        <Button type="submit" variant="primary" isDisabled={entered === '' || isFixed} isBusy={isSaving}>
          {t('settings.key.save')}
        </Button>
        <Button
          isDisabled={entered === '' && !hasKey}
          isBusy={verdict === 'testing'}
          onClick={() => {
            void test();
          }}
        >
          {t('settings.key.test')}
        </Button>
      </div>
      <VerdictLine verdict={verdict} />
    </form>
  );
}
