import { expect, it } from 'vitest';
import { packageFolder } from '../../scripts/release/licences-plugin.mjs';

it.each([
  ['/work/node_modules/react/index.js', '/work/node_modules/react'],
  ['/work/node_modules/@base-ui/react/esm/dialog/index.js', '/work/node_modules/@base-ui/react'],
  ['\0/work/node_modules/got/dist/index.js?commonjs-proxy', '/work/node_modules/got'],
  ['C:\\work\\node_modules\\got\\dist\\index.js', 'C:/work/node_modules/got'],
  ['/work/node_modules/got/node_modules/ms/index.js', '/work/node_modules/got/node_modules/ms'],
  ['/work/src/main/index.ts', undefined],
  ['\0rolldown/runtime.js', undefined],
])('knows the package of %s', (id, folder) => {
  expect(packageFolder(id)).toBe(folder);
});
