import { useEffect, useRef, type ReactElement, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Keyboard, ShieldCheck } from 'lucide-react';
import {
  ASSET_KINDS,
  MAX_CROSSFADE_MS,
  MAX_DEVICE_OFFSET_MS,
  WORDS_FILE_KINDS,
  type AssetKind,
} from '@shared/model';
import { goTo } from '../../navigation';
import { useSnapshot } from '../../query';
import { useDialogs } from '../../shell/dialogs';
import { hostOf } from '../../shell/key-form';
import { onSettingWanted, takeWantedSetting } from '../../shell/setting-focus';
import { useUpdateSettings } from '../../shell/use-update-settings';
import { Button } from '../../ui/button';
import { Checkbox, Segmented, Switch } from '../../ui/choice';
import { AccessSection } from './access-section';
import { LevellingSetting } from './levelling-setting';
import { LibraryFolder } from './library-folder';
import { MeterSetting } from './meter-setting';
import { NumberSetting } from './number-setting';
import { Section } from './section';
import { SystemSection } from './system-section';
import styles from './settings.module.css';

/** All settings; each takes effect at once. */
export function SettingsPage(): ReactElement {
  const { t } = useTranslation();
  const keyField = useRef<HTMLInputElement>(null);
  const addressField = useRef<HTMLInputElement>(null);
  const requestsField = useRef<HTMLInputElement>(null);
  const folderButton = useRef<HTMLButtonElement>(null);

  // A banner can lead to one part of the settings.
  useEffect(() => {
    function focusWanted(): void {
      const part = takeWantedSetting();
      if (part === null) return;
      const parts = { key: keyField, address: addressField, requests: requestsField, library: folderButton };
      const target = parts[part].current;
      target?.focus();
      target?.scrollIntoView({ block: 'center' });
    }
    focusWanted();
    return onSettingWanted(focusWanted);
  }, []);

  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <h1 className={styles.heading}>{t('settings.title')}</h1>
        <AccessSection keyField={keyField} addressField={addressField} requestsField={requestsField} />
        <LibrarySection button={folderButton} />
        <ListeningSection />
        <SystemSection />
        <KeyboardSection />
        <AboutSection />
      </div>
    </div>
  );
}

function LibrarySection({ button }: { readonly button: Ref<HTMLButtonElement> }): ReactElement {
  const { t } = useTranslation();
  const { settings } = useSnapshot();
  const update = useUpdateSettings();

  function want(kind: AssetKind, isWanted: boolean): void {
    const wantedAssets = ASSET_KINDS.filter((other) =>
      other === kind ? isWanted : settings.wantedAssets.includes(other),
    );
    update({ wantedAssets });
  }

  return (
    <Section title={t('settings.library.title')} text={t('settings.library.text')}>
      <LibraryFolder button={button} />
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
          isChecked={settings.isCheckScheduled}
          onChange={(isCheckScheduled) => {
            update({ isCheckScheduled });
          }}
        />
      </div>
      <fieldset className={styles.wanted}>
        <legend className={styles.legend}>{t('settings.wanted.label')}</legend>
        {(['audio', 'wav', 'video', 'cover'] as const).map((kind) => (
          <Checkbox
            key={kind}
            label={t(`settings.wanted.${kind}`)}
            hint={t(`settings.wanted.${kind}Hint`)}
            isChecked={settings.wantedAssets.includes(kind)}
            onChange={(isWanted) => {
              want(kind, isWanted);
            }}
          />
        ))}
        <p className={styles.note}>{t('settings.wanted.later')}</p>
      </fieldset>
      <fieldset className={styles.wanted}>
        <legend className={styles.legend}>{t('settings.wordsFiles.label')}</legend>
        {WORDS_FILE_KINDS.map((kind) => (
          <Checkbox
            key={kind}
            label={t(`settings.wordsFiles.${kind}`)}
            hint={t(`settings.wordsFiles.${kind}Hint`)}
            isChecked={settings.wordsFiles.includes(kind)}
            onChange={(isWanted) => {
              update({
                wordsFiles: WORDS_FILE_KINDS.filter((other) =>
                  other === kind ? isWanted : settings.wordsFiles.includes(other),
                ),
              });
            }}
          />
        ))}
        <p className={styles.note}>{t('settings.wordsFiles.others')}</p>
      </fieldset>
    </Section>
  );
}

function ListeningSection(): ReactElement {
  const { t } = useTranslation();
  const { settings } = useSnapshot();
  const update = useUpdateSettings();
  return (
    <Section title={t('settings.listening.title')} text={t('settings.listening.text')}>
      <Segmented
        label={t('settings.theme.label')}
        value={settings.theme}
        options={(['system', 'light', 'dark'] as const).map((value) => ({
          value,
          label: t(`settings.theme.${value}`),
        }))}
        onChange={(theme) => {
          update({ theme });
        }}
      />
      <Segmented
        label={t('settings.playback.label')}
        value={settings.playbackSource}
        options={(['audio', 'wav'] as const).map((value) => ({
          value,
          label: t(`settings.playback.${value}`),
        }))}
        onChange={(playbackSource) => {
          update({ playbackSource });
        }}
      />
      <NumberSetting
        label={t('settings.crossfade.field')}
        hint={t('settings.crossfade.hint')}
        value={settings.crossfadeMs / 1_000}
        min={0}
        max={MAX_CROSSFADE_MS / 1_000}
        onChange={(seconds) => {
          update({ crossfadeMs: seconds * 1_000 });
        }}
      />
      <LevellingSetting />
      <MeterSetting />
      <NumberSetting
        label={t('settings.lyricsOffset.field')}
        hint={t('settings.lyricsOffset.hint')}
        value={settings.lyricsOffsetMs}
        min={-MAX_DEVICE_OFFSET_MS}
        max={MAX_DEVICE_OFFSET_MS}
        step={50}
        onChange={(lyricsOffsetMs) => {
          update({ lyricsOffsetMs });
        }}
      />
    </Section>
  );
}

function KeyboardSection(): ReactElement {
  const { t } = useTranslation();
  const { settings } = useSnapshot();
  const { openShortcuts } = useDialogs();
  const count = Object.keys(settings.shortcuts).length;
  return (
    <Section title={t('settings.keyboard.title')} text={t('settings.keyboard.text')}>
      <div className={styles.keyboard}>
        <Button icon={Keyboard} onClick={openShortcuts}>
          {t('settings.keyboard.open')}
        </Button>
        {count > 0 && <span className={styles.changedKeys}>{t('shell.shortcuts.changed', { count })}</span>}
      </div>
    </Section>
  );
}

function AboutSection(): ReactElement {
  const { t } = useTranslation();
  const { appVersion, electronVersion, settings } = useSnapshot();
  const { openDiagnostics } = useDialogs();
  const facts = [
    [t('settings.about.version'), appVersion],
    [t('settings.about.electron'), electronVersion],
    [t('settings.about.licence'), t('settings.about.licenceText')],
    [t('settings.about.hosts'), t('settings.about.hostsText', { host: hostOf(settings.apiUrl) })],
    [t('settings.about.telemetry'), t('settings.about.telemetryText')],
  ] as const;
  return (
    <Section title={t('settings.about.title')} text={t('settings.about.text')}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.actions}>
        <Button onClick={openDiagnostics}>{t('settings.about.diagnostics')}</Button>
      </div>
    </Section>
  );
}
