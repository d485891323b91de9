import type { FuseV1Config, FuseV1Options } from '@electron/fuses';

export const RELEASE_FUSES: Readonly<FuseV1Config & Record<FuseV1Options, boolean>>;
