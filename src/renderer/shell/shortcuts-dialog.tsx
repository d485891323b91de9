import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog';
import { ShortcutEditor, ShortcutReset } from './shortcut-editor';

export interface ShortcutsDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The list of shortcuts, in which they are changed too. */
export function ShortcutsDialog({ isOpen, onClose }: ShortcutsDialogProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('shell.shortcuts.title')}
      width="large"
      footer={<ShortcutReset />}
    >
      <ShortcutEditor />
    </Dialog>
  );
}
