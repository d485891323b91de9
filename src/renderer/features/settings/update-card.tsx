import { useEffect, useId, useRef, useState, type ReactElement, type Ref } from 'react';
import { ArrowDownToLine, CircleCheck, Sparkles, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FoundUpdate, UpdateState, UpdateWaitsFor } from '@shared/updates';
import { invoke } from '../../bridge';
import { formatBytes, formatSpeed } from '../../format';
import { useSnapshot } from '../../query';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/choice';
import { ProgressBar } from '../../ui/progress-bar';
import { StateCard, useRequest } from './state-card';
import styles from './state-card.module.css';

export interface UpdateCardProps {
  readonly state: UpdateState;
  /** The card that had the keyboard is there no more. */
  readonly onGone: () => void;
}

type In<Kind extends UpdateState['kind']> = Extract<UpdateState, { kind: Kind }>;

interface PartProps<State> {
  readonly state: State;
  readonly ref: Ref<HTMLElement>;
}

/** What is to be decided about a new version, or what becomes of it; nothing while there is nothing to say. */
export function UpdateCard({ state, onGone }: UpdateCardProps): ReactElement | null {
  const card = useKeyboardKept(state.kind, onGone);
  switch (state.kind) {
    case 'found':
      return <Found key={state.update.version} state={state} ref={card} />;
    case 'waiting':
      return <Waiting state={state} ref={card} />;
    case 'fetching':
      return <Fetching state={state} ref={card} />;
    case 'ready':
      return <Ready state={state} ref={card} />;
    case 'failed':
      return <Failed state={state} ref={card} />;
    case 'unsupported':
    case 'idle':
    case 'looking':
    case 'none':
      return null;
  }
}

/** Where the button that was pressed goes with its card, the next card has the keyboard. */
function useKeyboardKept(kind: UpdateState['kind'], onGone: () => void): Ref<HTMLElement> {
  const card = useRef<HTMLElement>(null);
  const focused = useRef<Element | null>(null);
  const gone = useRef(onGone);
  useEffect(() => {
    gone.current = onGone;
  });
  useEffect(() => {
    const note = () => {
      const { activeElement } = document;
      focused.current = card.current?.contains(activeElement) === true ? activeElement : null;
    };
    document.addEventListener('focusin', note);
    return () => {
      document.removeEventListener('focusin', note);
    };
  }, []);
  useEffect(() => {
    const isLost = focused.current?.isConnected === false && document.activeElement === document.body;
    focused.current = null;
    if (!isLost) return;
    if (card.current === null) gone.current();
    else card.current.focus();
  }, [kind]);
  return card;
}

/** Plain text, whatever the source has written: nothing of it is taken for markup. */
function Notes({ update }: { readonly update: FoundUpdate }): ReactElement {
  const { t } = useTranslation();
  const id = useId();
  if (update.notes === '') return <p className={styles.note}>{t('settings.updates.found.noNotes')}</p>;
  return (
    <>
      <h4 id={id} className={styles.notesTitle}>
        {t('settings.updates.found.notes', { version: update.version })}
      </h4>
      {/* It scrolls, so it can have the keyboard. */}
      <div role="region" aria-labelledby={id} tabIndex={0} className={styles.notes}>
        {update.notes}
      </div>
    </>
  );
}

function Found({ state: { update }, ref }: PartProps<In<'found'>>): ReactElement {
  const { t } = useTranslation();
  const { appVersion } = useSnapshot();
  const [atQuit, setAtQuit] = useState(true);
  const [isBusy, request] = useRequest();
  return (
    <StateCard
      ref={ref}
      icon={Sparkles}
      tone="plain"
      title={t('settings.updates.found.title', { version: update.version })}
      actions={
        <>
          <Button
            size="small"
            variant="primary"
            isBusy={isBusy}
            onClick={() => {
              request(() => invoke('updates.fetch', { atQuit }));
            }}
          >
            {t('settings.updates.found.fetch')}
          </Button>
          <Later label={t('settings.updates.found.later')} isDisabled={isBusy} request={request} />
        </>
      }
    >
      <p>
        {update.bytes === null
          ? t('settings.updates.found.have', { version: appVersion })
          : t('settings.updates.found.haveAndSize', {
              version: appVersion,
              size: formatBytes(update.bytes),
            })}
      </p>
      <Notes update={update} />
      <Checkbox
        label={t('settings.updates.found.atQuit')}
        hint={t('settings.updates.found.atQuitHint')}
        isChecked={atQuit}
        onChange={setAtQuit}
      />
    </StateCard>
  );
}

interface LaterProps {
  readonly label: string;
  readonly isDisabled: boolean;
  readonly request: (run: () => Promise<unknown>) => void;
}

function Later({ label, isDisabled, request }: LaterProps): ReactElement {
  return (
    <Button
      size="small"
      className={styles.quiet}
      isDisabled={isDisabled}
      onClick={() => {
        request(() => invoke('updates.later', {}));
      }}
    >
      {label}
    </Button>
  );
}

function GiveUp({ label }: { readonly label: string }): ReactElement {
  const [isBusy, request] = useRequest();
  return (
    <Button
      size="small"
      className={styles.quiet}
      isBusy={isBusy}
      onClick={() => {
        request(() => invoke('updates.cancel', {}));
      }}
    >
      {label}
    </Button>
  );
}

function Waiting({ state, ref }: PartProps<In<'waiting'>>): ReactElement {
  const { t } = useTranslation();
  return (
    <StateCard
      ref={ref}
      icon={ArrowDownToLine}
      tone="plain"
      title={t('settings.updates.waiting.title', { version: state.update.version })}
      actions={<GiveUp label={t('settings.updates.waiting.cancel')} />}
    >
      <p>{t('settings.updates.waiting.text', { busy: t(`settings.updates.busy.${state.waitsFor}`) })}</p>
    </StateCard>
  );
}

function Fetching({ state, ref }: PartProps<In<'fetching'>>): ReactElement {
  const { t } = useTranslation();
  const { doneBytes, bytes, bytesPerSecond } = state.progress;
  const title = t('settings.updates.fetching.title', { version: state.update.version });
  const figures = [
    bytes > 0
      ? t('settings.updates.fetching.bytes', { done: formatBytes(doneBytes), all: formatBytes(bytes) })
      : null,
    bytesPerSecond > 0 ? formatSpeed(bytesPerSecond) : null,
  ];
  return (
    <StateCard
      ref={ref}
      icon={ArrowDownToLine}
      tone="plain"
      title={title}
      actions={<GiveUp label={t('settings.updates.fetching.cancel')} />}
    >
      <ProgressBar
        label={title}
        percent={bytes > 0 ? (doneBytes * 100) / bytes : null}
        className={styles.progress}
      />
      <p className={styles.figures}>{figures.filter((each) => each !== null).join(t('common.separator'))}</p>
    </StateCard>
  );
}

function Ready({ state: { update, atQuit }, ref }: PartProps<In<'ready'>>): ReactElement {
  const { t } = useTranslation();
  const [isBusy, request] = useRequest();
  const [waitsFor, setWaitsFor] = useState<UpdateWaitsFor | null>(null);
  return (
    <StateCard
      ref={ref}
      icon={CircleCheck}
      tone="ok"
      title={t('settings.updates.ready.title', { version: update.version })}
      actions={
        <Button
          size="small"
          variant="primary"
          isBusy={isBusy}
          onClick={() => {
            setWaitsFor(null);
            request(async () => {
              const answer = await invoke('updates.restart', {});
              setWaitsFor(answer.waitsFor);
            });
          }}
        >
          {t('settings.updates.ready.restart')}
        </Button>
      }
    >
      <p>{t(atQuit ? 'settings.updates.ready.atQuit' : 'settings.updates.ready.byHand')}</p>
      <p role="status" className={styles.note}>
        {waitsFor !== null &&
          t('settings.updates.ready.notNow', { busy: t(`settings.updates.busy.${waitsFor}`) })}
      </p>
    </StateCard>
  );
}

function Failed({ state, ref }: PartProps<In<'failed'>>): ReactElement {
  const { t } = useTranslation();
  const [isBusy, request] = useRequest();
  const close = <Later label={t('settings.updates.failed.dismiss')} isDisabled={isBusy} request={request} />;
  if (state.during === 'install') {
    return (
      <StateCard
        ref={ref}
        icon={TriangleAlert}
        tone="warn"
        title={t('settings.updates.failed.install', { version: state.version })}
        actions={close}
      >
        <p>{t('settings.updates.failed.installed')}</p>
      </StateCard>
    );
  }
  const isFetch = state.during === 'fetch';
  return (
    <StateCard
      ref={ref}
      icon={TriangleAlert}
      tone="warn"
      title={
        isFetch
          ? t('settings.updates.failed.fetch', { version: state.update.version })
          : t('settings.updates.failed.look')
      }
      actions={
        <>
          <Button
            size="small"
            variant="primary"
            isBusy={isBusy}
            onClick={() => {
              // Also of one that could not be fetched: the source may have put it right.
              request(() => invoke('updates.look', {}));
            }}
          >
            {t('settings.updates.failed.again')}
          </Button>
          {close}
        </>
      }
    >
      <p>{t(`settings.updates.failed.reason.${state.reason}`)}</p>
      <p className={styles.note}>{t('settings.updates.failed.kept')}</p>
    </StateCard>
  );
}
