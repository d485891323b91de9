import type { FocusEvent, ReactElement } from 'react';
import { Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MAX_QUERY_LENGTH, SONG_PARTS } from '@shared/song-query/filters';
import { translate } from '../../i18n';
import { useSongFacets } from '../../query';
import { IconButton } from '../../ui/button';
import { Fault, TextField } from '../../ui/field';
import { Select } from '../../ui/select';
import { faultOf, newRule, RULE_KINDS, TIME_UNITS, type Rule, type RuleKind } from './smart-rules';
import styles from './smart-playlist-dialog.module.css';

export interface RuleEditorProps {
  readonly rule: Rule;
  /** From 1. */
  readonly number: number;
  /** What is wrong with it is said; else it is still being filled in. */
  readonly isFaultTold: boolean;
  readonly onChange: (rule: Rule) => void;
  /** The keyboard has gone elsewhere in the dialog. */
  readonly onLeave: () => void;
  readonly onRemove: () => void;
}

/** Whether the focus goes out of an element, and not into a list that it opens or another window. */
function isLeft({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>): boolean {
  const dialog = currentTarget.closest('[data-modal]');
  return (
    relatedTarget instanceof Node &&
    !currentTarget.contains(relatedTarget) &&
    dialog?.contains(relatedTarget) === true
  );
}

/** One rule: what it is about, and with what it is compared. */
export function RuleEditor({
  rule,
  number,
  isFaultTold,
  onChange,
  onLeave,
  onRemove,
}: RuleEditorProps): ReactElement {
  const { t } = useTranslation();
  return (
    <li
      className={styles.rule}
      aria-label={t('playlists.smart.rule', { number })}
      onBlur={(event) => {
        if (isLeft(event)) onLeave();
      }}
    >
      <div className={styles.kind}>
        <Select<RuleKind>
          label={t('playlists.smart.field')}
          isLabelHidden
          value={rule.kind}
          options={RULE_KINDS.map((kind) => ({ value: kind, label: t(`playlists.smart.kind.${kind}`) }))}
          onChange={(kind) => {
            onChange(newRule(kind));
          }}
        />
      </div>
      <div className={styles.value}>
        <RuleValue rule={rule} isFaultTold={isFaultTold} onChange={onChange} />
      </div>
      <IconButton
        label={t('playlists.smart.removeRule', { number })}
        icon={Minus}
        size="small"
        className={styles.remove}
        onClick={onRemove}
      />
    </li>
  );
}

type RuleValueProps = Pick<RuleEditorProps, 'rule' | 'isFaultTold' | 'onChange'>;

const STARS = ['1', '2', '3', '4', '5'] as const;

function RuleValue({ rule, isFaultTold, onChange }: RuleValueProps): ReactElement | null {
  const { t } = useTranslation();
  const { kind, value, second } = rule;
  const placed = isFaultTold ? faultOf(rule) : null;
  const errorOf = (part: 'value' | 'second') =>
    placed?.of === part ? t(`playlists.smart.fault.${placed.fault}`) : null;
  const error = errorOf('value');
  const setValue = (next: string) => {
    onChange({ ...rule, value: next });
  };
  const setSecond = (next: string) => {
    onChange({ ...rule, second: next });
  };
  switch (kind) {
    case 'model':
      return <ModelValue value={value} error={error} onValue={setValue} />;
    case 'has':
    case 'hasNot':
      return (
        <Select
          label={t('playlists.smart.value')}
          isLabelHidden
          value={value}
          options={SONG_PARTS.map((part) => ({ value: part, label: t(`filters.choice.has.${part}`) }))}
          onChange={setValue}
        />
      );
    case 'rating':
      return (
        <Select
          label={t('playlists.smart.value')}
          isLabelHidden
          value={value}
          options={STARS.map((stars) => ({
            value: stars,
            label: t('playlists.smart.stars', { count: Number(stars) }),
          }))}
          onChange={setValue}
        />
      );
    case 'created':
      return (
        <>
          <TextField
            label={t('playlists.smart.from')}
            isLabelHidden
            type="date"
            value={value}
            error={error}
            onChange={setValue}
          />
          <span aria-hidden>–</span>
          <TextField
            label={t('playlists.smart.to')}
            isLabelHidden
            type="date"
            value={second}
            error={errorOf('second')}
            onChange={setSecond}
          />
        </>
      );
    case 'recent':
    case 'playedSince':
      return (
        <>
          <TextField
            label={t('playlists.smart.value')}
            isLabelHidden
            inputMode="numeric"
            value={value}
            maxLength={3}
            error={error}
            onChange={setValue}
          />
          <Select
            label={t('playlists.smart.unit')}
            isLabelHidden
            value={second}
            options={TIME_UNITS.map((unit) => ({ value: unit, label: t(`playlists.smart.unitOf.${unit}`) }))}
            onChange={setSecond}
          />
        </>
      );
    case 'favourite':
    case 'neverPlayed':
      return null;
    case 'longer':
    case 'shorter':
      return (
        <TextField
          label={t('playlists.smart.value')}
          isLabelHidden
          value={value}
          maxLength={8}
          error={error}
          placeholder={t('playlists.smart.lengthHint')}
          onChange={setValue}
        />
      );
    case 'words':
    case 'prompt':
    case 'title':
    case 'anywhere':
    case 'tag':
      return (
        <TextField
          label={t('playlists.smart.value')}
          isLabelHidden
          value={value}
          maxLength={MAX_QUERY_LENGTH}
          error={error}
          onChange={setValue}
        />
      );
  }
}

/** One of the models that made songs of the library; also one that none has any more. */
function ModelValue({
  value,
  error,
  onValue,
}: {
  readonly value: string;
  readonly error: string | null;
  readonly onValue: (value: string) => void;
}): ReactElement {
  const { models } = useSongFacets(true);
  const known = models.map((model) => model.value);
  const choices = value === '' || known.includes(value) ? known : [value, ...known];
  return (
    <Fault error={error}>
      <Select
        label={translate('playlists.smart.value')}
        isLabelHidden
        value={value}
        options={[
          ...(value === '' ? [{ value: '', label: translate('playlists.smart.anyModel') }] : []),
          ...choices.map((model) => ({ value: model, label: model })),
        ]}
        onChange={onValue}
      />
    </Fault>
  );
}
