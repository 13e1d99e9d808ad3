const { readdirSync } = require('node:fs');
const { features } = require('./packages/server/src/architecture.ts');

const server = '^packages/server/src';
const testing = ['\\.test\\.tsx?$', '/testing/'];
const names = features.map((feature) => feature.name);

/** Package → the packages it may import. The direction of ARCHITECTURE.md. */
const mayImport = {
  ledger: [],
  redaction: [],
  client: [],
  kit: ['ledger'],
  verify: ['catalog', 'kit', 'ledger'],
  server: ['catalog', 'kit', 'redaction', 'ledger', 'verify'],
  web: ['client', 'verify', 'redaction', 'ledger'],
  witness: ['ledger'],
  cli: ['client', 'verify', 'redaction', 'server', 'ledger', 'witness'],
  catalog: ['kit', 'redaction'],
};

/** What each package offers to the others: the files its manifest exports. */
const doors = readdirSync(`${__dirname}/packages`).flatMap((name) => {
  const { exports = {} } = require(`./packages/${name}/package.json`);
  return Object.values(exports).map(
    (file) => `^packages/${name}/${file.replace('./', '').replaceAll('.', '\\.')}$`,
  );
});

const folderOf = (name) => (name === 'catalog' ? '^catalog/' : `^packages/${name}/`);

const packageRules = Object.entries(mayImport).map(([name, allowed]) => ({
  name: `${name}-imports-only-${allowed.join('-') || 'nothing'}`,
  severity: 'error',
  from: { path: folderOf(name) },
  to: { path: '^(packages|catalog|tools|e2e)/', pathNot: [name, ...allowed].map(folderOf) },
}));

// A command line program needs what brings its Node; what tests use of the repository stands in `tools`.
for (const rule of packageRules) rule.to.pathNot.push('^tools/(bootstrap|replay|testing)/');

const featureRules = names.slice(0, -1).map((name, index) => ({
  name: `${name}-imports-no-later-feature`,
  severity: 'error',
  // A test may look at what comes of it later in the order.
  from: { path: `${server}/${name}/`, pathNot: testing },
  to: { path: `${server}/(${names.slice(index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...packageRules,
    ...featureRules,
    {
      name: 'features-meet-through-index',
      severity: 'error',
      from: { path: `${server}/([^/]+)/`, pathNot: testing },
      to: {
        path: `${server}/[^/]+/`,
        pathNot: [`${server}/$1/`, `${server}/[^/]+/index\\.ts$`, `${server}/platform/testing/`],
      },
    },
    {
      name: 'only-tests-use-the-test-kit',
      severity: 'error',
      from: { pathNot: [...testing, '^catalog/connectors/[^/]+/replay', '^e2e/', '^tools/'] },
      to: { path: '/testing/|\\.test\\.tsx?$' },
    },
    {
      name: 'features-stand-in-the-order',
      comment: 'A folder that `architecture.ts` does not name has no place in the order.',
      severity: 'error',
      from: {},
      to: { path: `${server}/[^/]+/`, pathNot: `${server}/(${[...names, 'testing'].join('|')})/` },
    },
    {
      name: 'units-do-not-know-each-other',
      severity: 'error',
      from: { path: '^catalog/([^/]+)/([^/]+)/' },
      to: { path: '^catalog/[^/]+/[^/]+/', pathNot: '^catalog/$1/$2/' },
    },
    {
      name: 'checks-use-the-kit-only',
      severity: 'error',
      from: { path: '^catalog/checks/([^/]+)/(v\\d+)/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^packages/kit/src/index\\.ts$', '^catalog/checks/$1/$2/'] },
    },
    {
      name: 'packages-meet-through-index',
      severity: 'error',
      from: { path: '^(?:packages/)?([^/]+)/', pathNot: ['^tools/', '^e2e/'] },
      to: {
        path: '^packages/[^/]+/',
        pathNot: ['^packages/$1/', ...doors],
      },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-lost-imports',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.generated\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|fixtures|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
    },
  },
};
