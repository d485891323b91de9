import { readdirSync } from 'node:fs';
import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Every feature is a room of its own: it knows itself, never another. */
const FEATURES = readdirSync(new URL('src/renderer/features', import.meta.url));
const featureRoom = (feature) => `feature ${feature}`;

/**
 * The rooms of the house and who may know whom: src/ARCHITECTURE.md tells why. A room is a folder, or a file that
 * stands for itself.
 */
const ROOMS = [
  { category: 'shared', pattern: 'src/shared/**/*' },
  { category: 'ports', pattern: 'src/main/ports.ts' },
  { category: 'domain', pattern: 'src/main/domain/**/*' },
  { category: 'db', pattern: 'src/main/db/**/*' },
  { category: 'remote', pattern: 'src/main/remote/**/*' },
  { category: 'services', pattern: 'src/main/services/**/*' },
  { category: 'ipc', pattern: 'src/main/ipc/**/*' },
  { category: 'app', pattern: 'src/main/{app,reading}.ts' },
  { category: 'sample', pattern: 'src/main/sample/**/*' },
  { category: 'adapters', pattern: 'src/main/adapters/**/*' },
  { category: 'electron', pattern: 'src/main/electron/**/*' },
  { category: 'entry', pattern: 'src/main/{index,maintenance,reader,list-maker}.ts' },
  { category: 'preload', pattern: 'src/preload/**/*' },
  ...FEATURES.map((name) => ({ category: featureRoom(name), pattern: `src/renderer/features/${name}/**/*` })),
  { category: 'ui', pattern: 'src/renderer/ui/**/*' },
  { category: 'player', pattern: 'src/renderer/player/**/*' },
  { category: 'shell', pattern: 'src/renderer/shell/**/*' },
  { category: 'styles', pattern: 'src/renderer/styles/**/*' },
  { category: 'window-root', pattern: 'src/renderer/{main,app}.tsx' },
  { category: 'window', pattern: 'src/renderer/*' },
];

/** Room -> rooms that it may import. Every room may know itself and `shared`. */
const MAY_KNOW = {
  shared: [],
  domain: [],
  ports: ['domain'],
  db: ['domain', 'ports'],
  remote: ['domain', 'ports'],
  services: ['domain', 'db', 'remote', 'ports'],
  ipc: ['domain', 'db', 'remote', 'services', 'ports'],
  app: ['domain', 'db', 'remote', 'services', 'ipc', 'ports'],
  sample: ['domain'],
  adapters: ['domain', 'ports'],
  electron: ['domain', 'db', 'remote', 'services', 'ipc', 'app', 'sample', 'adapters', 'ports'],
  entry: ['db', 'services', 'ipc', 'app', 'electron', 'adapters', 'ports'],
  preload: [],
  window: ['styles'],
  ui: ['window', 'styles'],
  player: ['ui', 'window', 'shell', 'styles'],
  shell: ['ui', 'player', 'window', 'styles'],
  ...Object.fromEntries(
    FEATURES.map((name) => [featureRoom(name), ['ui', 'player', 'shell', 'window', 'styles']]),
  ),
  'window-root': ['ui', 'player', 'shell', 'window', 'styles', ...FEATURES.map(featureRoom)],
  styles: [],
};

const roomPolicies = Object.entries(MAY_KNOW).map(([room, others]) => ({
  from: { file: { categories: room } },
  allow: { to: { file: { categories: { anyOf: [room, 'shared', ...others] } } } },
}));

const electronIsAnAdapter = {
  name: 'electron',
  message: 'Only src/main/electron, src/main/index.ts and src/preload know Electron.',
};

export default tseslint.config(
  { ignores: ['out/', 'node_modules/', 'test/house/bad-examples/', 'test-results/', 'playwright-report/'] },
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.ts'],
    languageOptions: { parserOptions: { project: ['tsconfig.json', 'tsconfig.renderer.json'] } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'boundaries/files': ROOMS.map((room) => ({ ...room, partialMatch: false })),
      'import/resolver': {
        typescript: { project: ['tsconfig.json', 'tsconfig.renderer.json'], noWarnOnMultipleProjects: true },
      },
    },
    rules: {
      'boundaries/dependencies': ['error', { default: 'disallow', policies: roomPolicies }],
      'boundaries/no-unknown-files': 'error',
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/main/electron/**', 'src/main/index.ts', 'src/preload/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [electronIsAnAdapter] }] },
  },
  {
    files: ['src/shared/**/*.ts', 'src/renderer/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [electronIsAnAdapter],
          patterns: [{ group: ['node:*'], message: 'The window and the contract know no Node.' }],
        },
      ],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
);
