import type { Page } from '@playwright/test';
import type { AssetKind } from '../src/shared/model';
import type { Bench } from './bench';
import { startOurs } from './our-program';
import { startService, type Service } from './service';
import { ask, prepareWindow } from './window';

/** Our program on an empty library, and the service that it asks. */
export interface EmptyLibrary {
  readonly page: Page;
  readonly service: Service;
}

/** Starts both, hands them to `run`, and ends them whatever comes of it. */
export async function withEmptyLibrary<Answer>(
  bench: Bench,
  wantedAssets: readonly AssetKind[],
  run: (library: EmptyLibrary) => Promise<Answer>,
): Promise<Answer> {
  const service = await startService();
  try {
    const ours = await startOurs(bench, bench.emptyProfile(), { apiUrl: service.url });
    try {
      const page = await prepareWindow(await ours.page());
      await ask(page, 'settings.update', { wantedAssets: [...wantedAssets] });
      return await run({ page, service });
    } finally {
      await ours.stop();
    }
  } finally {
    await service.close();
  }
}
