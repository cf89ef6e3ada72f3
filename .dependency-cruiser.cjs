/** Who may import whom. The order of the house: core, then client and ui, then apps; nothing looks upwards. */
const TESTS = '\\.(test|testing)\\.tsx?$'

module.exports = {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'Server and phone run the same rules: core imports only itself and typebox.',
      severity: 'error',
      from: { path: '^packages/core/src', pathNot: TESTS },
      to: { pathNot: '^(packages/core/src|node_modules/typebox)/' },
    },
    {
      name: 'features-do-not-import-features',
      comment: 'A server feature subscribes to the facts of another; it never calls it.',
      severity: 'error',
      from: { path: '^apps/server/src/features/([^/]+)/', pathNot: TESTS },
      to: { path: '^apps/server/src/features/([^/]+)/', pathNot: '^apps/server/src/features/$1/' },
    },
    {
      name: 'kernel-knows-no-feature',
      comment: 'The kernel is what features stand on.',
      severity: 'error',
      from: { path: '^apps/server/src/kernel/', pathNot: TESTS },
      to: { path: '^apps/server/src/features/' },
    },
    {
      name: 'apps-do-not-import-apps',
      comment: 'What two apps share is a package.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'packages-do-not-import-apps',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'packages-look-downwards',
      comment: 'core < client < ui: a package imports only those before it.',
      severity: 'error',
      from: { path: '^packages/(core|client)/' },
      to: { path: '^packages/ui/' },
    },
    {
      name: 'testing-stays-in-tests',
      comment: 'Helpers of tests never reach the product.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: TESTS },
      to: { path: '\\.(test|testing)\\.tsx?$' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle has no first file to read.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(worker|url|raw|inline)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Anchored: an unanchored "dist" would also hide node_modules/*/dist and so blind the rules.
    exclude: { path: '^(packages|apps)/[^/]+/(dist|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
}
