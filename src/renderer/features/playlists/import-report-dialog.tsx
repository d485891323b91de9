import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ClipboardCopy } from 'lucide-react';
import type { ImportedPlaylist } from '@shared/model';
import { translate } from '../../i18n';
import { copyText } from '../../shell/copy-text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import styles from './import-report-dialog.module.css';

export interface ImportReportDialogProps {
  /** Null while the dialog is closed. */
  readonly imported: ImportedPlaylist | null;
  readonly onClose: () => void;
}

/** Lines that are drawn; all that was told can be copied. */
const SHOWN = 200;

/** What of a playlist file was not found in the library. */
export function ImportReportDialog({ imported, onClose }: ImportReportDialogProps): ReactElement {
  const { t } = useTranslation();
  // While the dialog fades out it shows what it showed.
  const [shown, setShown] = useState(imported);
  if (imported !== null && imported !== shown) setShown(imported);
  const { name = '', added = 0, notFound = [], notFoundCount = 0 } = shown ?? {};
  const more = notFoundCount - Math.min(SHOWN, notFound.length);
  const copy = () => {
    copyText(notFound.join('\n'), () => translate('playlists.import.copied'));
  };
  return (
    <Dialog
      isOpen={imported !== null}
      onClose={onClose}
      title={t('playlists.import.title', { name })}
      description={
        added === 0
          ? t('playlists.import.none', { name })
          : t('playlists.import.added', { count: added, name })
      }
      footer={
        <>
          <Button icon={ClipboardCopy} onClick={copy}>
            {t('playlists.import.copy')}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t('common.done')}
          </Button>
        </>
      }
    >
      <p className={styles.lead}>{t('playlists.import.notFound', { count: notFoundCount })}</p>
      <ul aria-label={t('playlists.import.list')} tabIndex={0} className={styles.list}>
        {notFound.slice(0, SHOWN).map((location, index) => (
          <li key={index} className={styles.line} dir="auto">
            {location}
          </li>
        ))}
        {more > 0 && <li className={styles.more}>{t('playlists.import.more', { count: more })}</li>}
      </ul>
    </Dialog>
  );
}
