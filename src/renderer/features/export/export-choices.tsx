import { useId, useRef, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { EXPORT_PLACES, ON_EXISTING } from '@shared/export';
import { LYRICS_FORMATS, SOUND_KINDS, type ClipId } from '@shared/model';
import { invoke } from '../../bridge';
import { patchSnapshot, useSnapshot } from '../../query';
import { notifyFailure } from '../../shell/failure-text';
import { Button } from '../../ui/button';
import { Checkbox, RadioGroup, Segmented } from '../../ui/choice';
import { TextField } from '../../ui/field';
import type { ExportChoice } from './export-choice';
import { ExportPreviewList } from './export-preview-list';
import { cueFormatsOf } from './lyrics-formats';
import styles from './export-dialog.module.css';

/** What a file name can be made of, as main knows it. */
const PLACEHOLDERS = ['title', 'id', 'model', 'date', 'number'] as const;

export interface ExportChoicesProps {
  readonly clipIds: readonly ClipId[];
  readonly choice: ExportChoice;
  readonly onChange: (patch: Partial<ExportChoice>) => void;
  readonly isOpen: boolean;
}

/** All that can be chosen for an export: what, where, and what happens with files that are there. */
export function ExportChoices({ clipIds, choice, onChange, isOpen }: ExportChoicesProps): ReactElement {
  const { t } = useTranslation();
  const { place, onExisting } = choice;
  return (
    <div className={styles.choices}>
      <Section title={t('exporting.what')}>
        <What choice={choice} onChange={onChange} />
      </Section>
      <div className={styles.column}>
        <Section title={t('exporting.where')}>
          <Segmented
            label={t('exporting.place.label')}
            isLabelHidden
            value={place}
            options={EXPORT_PLACES.map((value) => ({ value, label: t(`exporting.place.${value}`) }))}
            onChange={(next) => {
              onChange({ place: next });
            }}
          />
          <Folder />
          {place === 'zip' && <p className={styles.insert}>{t('exporting.place.zipName')}</p>}
          <Pattern
            pattern={choice.pattern}
            onPattern={(pattern) => {
              onChange({ pattern });
            }}
          />
          <ExportPreviewList
            clipIds={clipIds}
            formats={choice.formats}
            sounds={choice.sounds}
            pattern={choice.pattern}
            isOpen={isOpen}
          />
        </Section>
        <Section title={t('exporting.existing.label')}>
          <RadioGroup
            label={t('exporting.existing.label')}
            isLabelHidden
            value={onExisting}
            options={ON_EXISTING.map((value) => ({
              value,
              label: t(`exporting.existing.${value}`),
              hint: t(`exporting.existingHint.${value}`),
            }))}
            onChange={(next) => {
              onChange({ onExisting: next });
            }}
          />
        </Section>
      </div>
    </div>
  );
}

function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h3 id={id} className={styles.heading}>
        {title}
      </h3>
      {children}
    </section>
  );
}

function What({ choice, onChange }: Pick<ExportChoicesProps, 'choice' | 'onChange'>): ReactElement {
  const { t } = useTranslation();
  const { formats, sounds } = choice;
  return (
    <>
      <fieldset className={styles.formats}>
        <legend className={styles.label}>{t('exporting.formats')}</legend>
        <div className={styles.columns}>
          {LYRICS_FORMATS.map((format) => (
            <Checkbox
              key={format}
              label={t(`exporting.format.${format}`)}
              hint={t(`exporting.formatHint.${format}`)}
              isChecked={formats.includes(format)}
              onChange={(isChecked) => {
                onChange({
                  formats: LYRICS_FORMATS.filter((other) =>
                    other === format ? isChecked : formats.includes(other),
                  ),
                });
              }}
            />
          ))}
        </div>
        {formats.includes('txt') && (
          <Checkbox
            label={t('exporting.sections')}
            isChecked={choice.hasSections}
            onChange={(hasSections) => {
              onChange({ hasSections });
            }}
          />
        )}
        {cueFormatsOf(formats).length > 0 && <p className={styles.insert}>{t('exporting.timesOnly')}</p>}
      </fieldset>
      <fieldset className={styles.formats}>
        <legend className={styles.label}>{t('exporting.sounds')}</legend>
        <div className={styles.columns}>
          {SOUND_KINDS.map((kind) => (
            <Checkbox
              key={kind}
              label={t(`exporting.sound.${kind}`)}
              hint={t(`exporting.soundHint.${kind}`)}
              isChecked={sounds.includes(kind)}
              onChange={(isChecked) => {
                onChange({
                  sounds: SOUND_KINDS.filter((other) =>
                    other === kind ? isChecked : sounds.includes(other),
                  ),
                });
              }}
            />
          ))}
        </div>
      </fieldset>
      {formats.length + sounds.length === 0 && (
        <p role="alert" className={styles.error}>
          {t('exporting.noFormat')}
        </p>
      )}
    </>
  );
}

interface PatternProps {
  readonly pattern: string;
  readonly onPattern: (pattern: string) => void;
}

function Pattern({ pattern, onPattern }: PatternProps): ReactElement {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const unknown = pattern
    .match(/\{[^{}]*\}/g)
    ?.find((word) => !PLACEHOLDERS.some((name) => word === `{${name}}`));

  /** Puts a placeholder where the caret is, and the caret behind it. */
  const insert = (name: string) => {
    const input = field.current;
    const text = `{${name}}`;
    const from = input?.selectionStart ?? pattern.length;
    const to = input?.selectionEnd ?? pattern.length;
    onPattern(pattern.slice(0, from) + text + pattern.slice(to));
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(from + text.length, from + text.length);
    });
  };

  return (
    <div>
      <TextField
        ref={field}
        label={t('exporting.pattern')}
        value={pattern}
        onChange={onPattern}
        isMonospace
        maxLength={200}
        spellCheck={false}
        error={pattern.trim() === '' ? t('exporting.patternEmpty') : null}
        hint={unknown === undefined ? undefined : t('exporting.patternUnknown', { word: unknown })}
      />
      <div className={styles.placeholders}>
        <span className={styles.insert}>{t('exporting.insert')}</span>
        {PLACEHOLDERS.map((name) => (
          <button
            key={name}
            type="button"
            className={styles.placeholder}
            aria-label={t('exporting.insertLabel', { name: t(`exporting.placeholder.${name}`) })}
            onClick={() => {
              insert(name);
            }}
          >
            {t(`exporting.placeholder.${name}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

function Folder(): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { exportFolder } = useSnapshot();
  const id = useId();
  const choose = useMutation({
    mutationFn: () => invoke('export.chooseFolder', {}),
    onSuccess: (answer) => {
      if (answer) patchSnapshot(client, answer);
    },
    onError: notifyFailure,
  });
  return (
    <div>
      <p id={id} className={styles.label}>
        {t('exporting.folder')}
      </p>
      <div className={styles.folder}>
        <bdi className={styles.path} aria-labelledby={id} title={exportFolder}>
          {exportFolder}
        </bdi>
        <Button
          size="small"
          isBusy={choose.isPending}
          onClick={() => {
            choose.mutate();
          }}
        >
          {t('exporting.choose')}
        </Button>
      </div>
    </div>
  );
}
