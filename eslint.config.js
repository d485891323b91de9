import { readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
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
  { category: 'app', pattern: 'src/main/{app,desktop,exporting,intake,mending,reading}.ts' },
  { category: 'sample', pattern: 'src/main/sample/**/*' },
  { category: 'adapters', pattern: 'src/main/adapters/**/*' },
  { category: 'electron', pattern: 'src/main/electron/**/*' },
  {
    category: 'entry',
    pattern: 'src/main/{index,maintenance,reader,list-maker,intake-thread,export-thread}.ts',
  },
  { category: 'preload', pattern: 'src/preload/**/*' },
  ...FEATURES.map((name) => ({ category: featureRoom(name), pattern: `src/renderer/features/${name}/**/*` })),
  { category: 'ui', pattern: 'src/renderer/ui/**/*' },
  { category: 'player', pattern: 'src/renderer/player/**/*' },
  { category: 'shell', pattern: 'src/renderer/shell/**/*' },
  { category: 'sound-meter', pattern: 'src/renderer/sound-meter/**/*' },
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
  'sound-meter': [],
  'window-root': ['ui', 'player', 'shell', 'window', 'styles', ...FEATURES.map(featureRoom)],
  styles: [],
};

const roomPolicies = Object.entries(MAY_KNOW).map(([room, others]) => ({
  from: { file: { categories: room } },
  allow: { to: { file: { categories: { anyOf: [room, 'shared', ...others] } } } },
}));

const onlyAdaptersKnowElectron = 'Only src/main/electron, src/main/index.ts and src/preload know Electron.';
const electronIsAnAdapter = { regex: '^electron(/|$)', message: onlyAdaptersKnowElectron };
/** The same where it would be loaded later. */
const loadsNoElectron = {
  selector: 'ImportExpression[source.value=/^electron(\\u002f|$)/]',
  message: onlyAdaptersKnowElectron,
};
/** Texts for people come from the catalogue, in every language. */
const WORDS = '[value=/[A-Za-z]/]';
const SAID =
  '/^(?:alt|title|label|hint|text|placeholder|header|aria-(?:label|description|valuetext|roledescription))$/';
const textsComeFromTheCatalogue = [
  `JSXText${WORDS}`,
  `:matches(JSXElement, JSXFragment) > JSXExpressionContainer > Literal${WORDS}`,
  `JSXAttribute[name.name=${SAID}] > Literal${WORDS}`,
  `JSXAttribute[name.name=${SAID}] > JSXExpressionContainer > Literal${WORDS}`,
].map((selector) => ({ selector, message: 'Texts that people see or hear stand in src/shared/texts.' }));
/** What menus, dialogs and notifications of the system say. */
const systemSaysTheCatalogue = {
  selector:
    'Property[key.name=/^(?:label|message|detail|title|body|buttonLabel)$/] > Literal[value=/[A-Za-z] [A-Za-z]/]',
  message: 'Texts that people see or hear stand in src/shared/texts.',
};
const loadsPartsOfTheWindow = {
  selector: 'ImportExpression:not([source.value=/^[.]{1,2}\\u002f/])',
  message: 'The window loads nothing later but its own parts.',
};

/** Modules of Node, under both of their names. */
const noNode = builtinModules.flatMap((name) =>
  [name, `node:${name}`].map((each) => ({ name: each, message: 'The window knows no Node.' })),
);

// The rooms that hold nothing but types and rules: what they are given is all they know.
const TYPES = ['src/shared/**/*.ts'];
const RULES = ['src/main/domain/**/*.ts'];
/** The contract is made of schemas. */
const SCHEMAS = [
  'src/shared/ipc/contract.ts',
  'src/shared/ipc/settings-schema.ts',
  'src/shared/ipc/timing-schema.ts',
];

/** Imports of the house alone, and of `packages`. */
const noPackageBut = (...packages) => [
  'error',
  {
    patterns: [
      {
        regex: `^(?!\\.{1,2}/|@shared/${packages.map((name) => `|${name}$`).join('')})`,
        message: 'Types and rules know no package, no Node and no Electron.',
      },
    ],
  },
];

const OF_THE_PAGE = ['window', 'self', 'document', 'navigator', 'location', 'history'];
const OF_NODE = ['process', 'global', 'require', '__dirname', '__filename'];
const STORAGE = ['localStorage', 'sessionStorage', 'indexedDB', 'caches'];
const NETWORK = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'];
const TIMERS = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'];
const CLOCK_AND_CHANCE = ['performance', 'crypto'];

const forbid = (names, message) => names.map((name) => ({ name, message }));
const givenFromOutside = 'What depends on time, chance or the machine is given from outside.';

const AT_TOP_LEVEL = ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration';
const CHANGING = `${AT_TOP_LEVEL}[kind!="const"]`;
/** What begins empty has something put into it later. Rules may remember so what they have worked out. */
const COLLECTING = [
  `${AT_TOP_LEVEL} > VariableDeclarator > NewExpression[callee.name=/^(Map|Set|WeakMap|WeakSet|Array)$/][arguments.length=0]`,
  `${AT_TOP_LEVEL} > VariableDeclarator > :matches(ArrayExpression[elements.length=0], ObjectExpression[properties.length=0])`,
];

const pureRules = (state) => ({
  'no-restricted-globals': [
    'error',
    ...forbid(
      ['globalThis', ...OF_THE_PAGE, ...OF_NODE, ...STORAGE, ...NETWORK, ...TIMERS, ...CLOCK_AND_CHANCE],
      givenFromOutside,
    ),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: givenFromOutside },
    { object: 'Math', property: 'random', message: givenFromOutside },
  ],
  'no-restricted-syntax': [
    'error',
    ...state.map((selector) => ({ selector, message: 'Types and rules keep no state.' })),
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: givenFromOutside },
    { selector: 'CallExpression[callee.name="Date"]', message: givenFromOutside },
    { selector: 'ImportExpression', message: 'What is needed is imported above.' },
  ],
});

const throughMain = 'The window keeps and fetches nothing by itself: main does, asked through bridge.ts.';
const throughBridge = 'Only src/renderer/bridge.ts talks to preload.';

/** Of the window, however it is reached: `fetch`, `window.fetch`, `globalThis.fetch`. */
const reachesOut = (names, message) =>
  ['window', 'globalThis', 'self'].flatMap((object) =>
    names.map((property) => ({ object, property, message })),
  );
const outOfTheWindow = (mayTalkToPreload) => ({
  'no-restricted-globals': [
    'error',
    ...forbid([...STORAGE, ...NETWORK], throughMain),
    ...(mayTalkToPreload ? [] : forbid(['flowshelf'], throughBridge)),
  ],
  'no-restricted-properties': [
    'error',
    ...reachesOut([...STORAGE, ...NETWORK], throughMain),
    ...(mayTalkToPreload ? [] : reachesOut(['flowshelf'], throughBridge)),
    { object: 'document', property: 'cookie', message: throughMain },
    { object: 'navigator', property: 'sendBeacon', message: throughMain },
  ],
});

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'test-results/', 'playwright-report/'] },
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
    rules: {
      'no-restricted-imports': ['error', { patterns: [electronIsAnAdapter] }],
      'no-restricted-syntax': ['error', loadsNoElectron],
    },
  },
  {
    files: ['src/main/electron/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', systemSaysTheCatalogue] },
  },
  { files: ['src/preload/**/*.ts'], rules: { 'no-restricted-imports': ['error', { paths: noNode }] } },
  { files: [...TYPES, ...RULES], rules: { 'no-restricted-imports': noPackageBut() } },
  { files: TYPES, rules: pureRules([CHANGING, ...COLLECTING]) },
  { files: RULES, rules: pureRules([CHANGING]) },
  { files: SCHEMAS, rules: { 'no-restricted-imports': noPackageBut('zod') } },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': ['error', { paths: noNode, patterns: [electronIsAnAdapter] }],
      'no-restricted-syntax': ['error', loadsPartsOfTheWindow, ...textsComeFromTheCatalogue],
      ...outOfTheWindow(false),
    },
  },
  { files: ['src/renderer/bridge.ts'], rules: outOfTheWindow(true) },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
);
