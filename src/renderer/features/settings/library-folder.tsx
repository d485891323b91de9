import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { FolderOpen } from 'lucide-react';
import type { LibraryFolderChoice } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { useSnapshot } from '../../query';
import { notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/field';
import { FolderChoiceDialog } from './folder-choice-dialog';
import { LibraryMoveCard } from './library-move-card';
import { settingTarget } from './setting-targets';
import styles from './settings.module.css';

type OpenChoice = Exclude<LibraryFolderChoice, { kind: 'used' }>;

/** Where the library is, how to put it elsewhere, and how that goes. */
export function LibraryFolder(): ReactElement {
  const { t } = useTranslation();
  const { libraryFolder, libraryMove, overrides, isSample } = useSnapshot();
  const [isChoosing, setChoosing] = useState(false);
  const [choice, setChoice] = useState<OpenChoice | null>(null);
  const isMoving = libraryMove?.phase === 'moving';

  async function choose(): Promise<void> {
    setChoosing(true);
    try {
      const chosen = await invoke('settings.chooseLibraryFolder', {});
      if (chosen?.kind === 'used') {
        setChoice(null);
        notify(() => translate('notices.libraryMoved', { folder: chosen.libraryFolder }));
      } else if (chosen) setChoice(chosen);
    } catch (error) {
      setChoice(null);
      notifyFailure(error);
    } finally {
      setChoosing(false);
    }
  }

  return (
    <div className={styles.block}>
      <TextField
        label={t('settings.library.field')}
        value={libraryFolder}
        title={libraryFolder}
        isReadOnly
        onChange={() => undefined}
        hint={
          overrides.libraryFolder
            ? t('settings.fixed', { name: 'FLOWSHELF_LIBRARY_DIR' })
            : isSample
              ? t('settings.library.sample')
              : t('settings.library.hint')
        }
      />
      <div className={styles.actions}>
        <Button
          ref={settingTarget('library')}
          isBusy={isChoosing}
          isDisabled={overrides.libraryFolder || isSample || isMoving}
          onClick={() => void choose()}
        >
          {t('settings.library.choose')}
        </Button>
        <Button
          icon={FolderOpen}
          onClick={() => {
            invoke('system.showLibrary', {}).catch(notifyFailure);
          }}
        >
          {t('settings.library.show')}
        </Button>
      </div>
      {libraryMove && <LibraryMoveCard move={libraryMove} />}
      <FolderChoiceDialog
        choice={choice}
        isChoosing={isChoosing}
        onChooseAgain={() => void choose()}
        onClose={() => {
          setChoice(null);
        }}
      />
    </div>
  );
}
