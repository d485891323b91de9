import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ClipId, FacetValue } from '@shared/model';
import { MAX_TAG_LENGTH, MAX_TAGS, tagKey, tagProblem, tidyTag } from '@shared/song-tags';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { queryKeys } from '../../query';
import { failureText } from '../../shell/failure-text';
import { changeTags } from '../../shell/song-notes';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { RemovableChip } from '../../ui/removable-chip';
import { TagField } from '../../ui/tag-field';
import { noteTag, NO_CHANGES, shownTags, type ShownTag, type TagChanges } from './tag-changes';
import styles from './tags-dialog.module.css';

export interface TagsDialogProps {
  /** Null while the dialog is closed. */
  readonly clipIds: readonly ClipId[] | null;
  readonly onClose: () => void;
}

const NONE: readonly FacetValue[] = [];

/** The tags of one song or of many: those that only some have can go to all of them or away. */
export function TagsDialog({ clipIds, onClose }: TagsDialogProps): ReactElement {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  // While the dialog fades out it shows what it showed.
  const [shown, setShown] = useState(clipIds);
  const [text, setText] = useState('');
  const [changes, setChanges] = useState<TagChanges>(NO_CHANGES);
  const { present, known, isReady } = useTags(clipIds ?? shown);
  const save = useMutation({
    mutationFn: ({ added, removed }: TagChanges) => changeTags(shown ?? [], { added, removed }),
    onSuccess: onClose,
  });

  if (clipIds !== null && clipIds !== shown) {
    setShown(clipIds);
    setText('');
    setChanges(NO_CHANGES);
    save.reset();
  }

  const count = shown?.length ?? 0;
  const tags = shownTags(present, count, changes);
  const problem = problemOf(text, changes);

  function add(tag: string): void {
    setChanges(noteTag(changes, present, tag, true));
    setText('');
  }
  /** What was typed and not added is meant too. */
  function confirm(): void {
    if (problem !== null) {
      field.current?.focus();
      return;
    }
    const meant = text.trim() === '' ? changes : noteTag(changes, present, tidyTag(text), true);
    if (meant.added.length + meant.removed.length === 0) onClose();
    else save.mutate(meant);
  }

  return (
    <Dialog
      isOpen={clipIds !== null}
      onClose={onClose}
      title={t('marks.tags.title')}
      description={t('marks.tags.describe', { count })}
      width="small"
      initialFocus={field}
      isSticky={changes !== NO_CHANGES}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" isBusy={save.isPending} isDisabled={!isReady} onClick={confirm}>
            {t('marks.tags.save')}
          </Button>
        </>
      }
    >
      <TagField
        ref={field}
        label={t('marks.tags.field')}
        knownLabel={t('marks.tags.known')}
        value={text}
        onChange={setText}
        offered={offeredTags(known, text, tags, count)}
        hint={t('marks.tags.hint')}
        error={problem ?? (save.error === null ? null : failureText(save.error))}
        onAdd={(tag) => {
          if (problem === null && tagProblem(tag) === null) add(tidyTag(tag));
        }}
        onSubmit={confirm}
      />
      <Chips
        tags={tags}
        total={count}
        onRemove={(tag) => {
          setChanges(noteTag(changes, present, tag, false));
          field.current?.focus();
        }}
        onAll={(tag) => {
          add(tag);
          field.current?.focus();
        }}
      />
    </Dialog>
  );
}

function problemOf(text: string, { added }: TagChanges): string | null {
  if (tagProblem(text) === 'too-long') return translate('marks.tags.tooLong', { count: MAX_TAG_LENGTH });
  return added.length >= MAX_TAGS && text.trim() !== ''
    ? translate('marks.tags.tooMany', { count: MAX_TAGS })
    : null;
}

/** The tags that these songs have, and all that there are; read anew each time the dialog opens. */
function useTags(clipIds: readonly ClipId[] | null) {
  const ids = clipIds ?? [];
  const options = { enabled: ids.length > 0, gcTime: 0 };
  const present = useQuery({
    queryKey: queryKeys.tagsOf(ids),
    queryFn: () => invoke('songs.tagsOf', { clipIds: [...ids] }),
    ...options,
  });
  const known = useQuery({
    queryKey: queryKeys.tags(),
    queryFn: () => invoke('songs.tags', {}),
    ...options,
  });
  return { present: present.data ?? NONE, known: known.data ?? NONE, isReady: present.isSuccess };
}

const MOST_OFFERED = 6;

/** Tags of the library that go on from what is typed, and that not all of these songs have: the most frequent first. */
function offeredTags(
  known: readonly FacetValue[],
  text: string,
  tags: readonly ShownTag[],
  total: number,
): readonly FacetValue[] {
  const typed = tagKey(text);
  if (typed === '') return NONE;
  const onAll = new Set(tags.filter(({ count }) => count === total).map(({ tag }) => tagKey(tag)));
  return known
    .filter(({ value }) => tagKey(value).includes(typed) && !onAll.has(tagKey(value)))
    .toSorted(
      (one, other) =>
        Number(tagKey(other.value).startsWith(typed)) - Number(tagKey(one.value).startsWith(typed)) ||
        other.count - one.count,
    )
    .slice(0, MOST_OFFERED);
}

interface ChipsProps {
  readonly tags: readonly ShownTag[];
  readonly total: number;
  readonly onRemove: (tag: string) => void;
  readonly onAll: (tag: string) => void;
}

function Chips({ tags, total, onRemove, onAll }: ChipsProps): ReactElement {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong((list.current?.scrollHeight ?? 0) > (list.current?.clientHeight ?? 0));
  }, [tags.length]);
  if (tags.length === 0) return <p className={styles.none}>{t('marks.tags.none')}</p>;
  return (
    <ul
      ref={list}
      className={styles.chips}
      aria-label={t('marks.tags.all')}
      // What can be scrolled can be reached by the keyboard.
      {...(isLong && { tabIndex: 0 })}
    >
      {tags.map(({ tag, count }) => (
        <li key={tagKey(tag)} className={styles.chip}>
          <RemovableChip
            text={count === total ? tag : t('marks.tags.partly', { tag, count, total })}
            removeLabel={t('marks.tags.remove', { tag })}
            tone={count === total ? 'chosen' : 'pending'}
            onRemove={() => {
              onRemove(tag);
            }}
          />
          {count < total && (
            <Button
              size="small"
              variant="ghost"
              aria-label={t('marks.tags.onAllOf', { tag })}
              onClick={() => {
                onAll(tag);
              }}
            >
              {t('marks.tags.onAll')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
