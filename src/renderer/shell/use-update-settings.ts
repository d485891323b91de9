import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Input } from '@shared/ipc/contract';
import { invoke } from '../bridge';
import { patchSnapshot, snapshotQuery } from '../query';
import { notifyFailure } from './failure-text';

type SettingsPatch = Input<'settings.update'>;

/** Changes settings: shown at once, kept by main; told when that did not work, with the old value back. */
export function useUpdateSettings(): (patch: SettingsPatch) => void {
  const client = useQueryClient();
  return useCallback(
    (patch) => {
      const before = client.getQueryData<Awaited<ReturnType<typeof snapshotQuery.queryFn>>>(
        snapshotQuery.queryKey,
      );
      if (before) patchSnapshot(client, { settings: { ...before.settings, ...patch } });
      invoke('settings.update', patch).catch((error: unknown) => {
        notifyFailure(error);
        void client.invalidateQueries({ queryKey: snapshotQuery.queryKey });
      });
    },
    [client],
  );
}
