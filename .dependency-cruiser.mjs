/** Who may import whom (docs/architecture.md). test/architecture.test.ts proves that each rule bites. */

/** One home per outside package. */
const homes = {
  'discord.js': '^bots/discord/',
  grammy: '^bots/telegram/',
  '@grammyjs/[^/]+': '^bots/telegram/',
  hono: '^bots/(web|telegram)/',
  '@hono/node-server': '^bots/(web|telegram)/',
  ethers: '^core/(chain|wallet|ledger|verify)/',
  '@walletconnect/sign-client': '^core/wallet/',
  ox: '^core/wallet/',
  qrcode: '^core/wallet/',
  'better-sqlite3': '^core/store/',
  pg: '^core/store/',
  'node-cron': '^core/jobs/',
  commander: '^bots/terminal/',
  i18next: '^locales/',
  'chart\\.js': '^core/insights/charts/',
  '@napi-rs/canvas': '^core/insights/charts/',
}

/** Rooms of core from the ground up; a room may use those before it, and those named beside it. */
const rooms = {
  store: [],
  people: ['store'],
  projects: ['store', 'people', 'quality'],
  items: ['store', 'people', 'projects'],
  quality: ['store', 'people', 'projects', 'items'],
  ledger: [],
  consensus: ['store', 'people', 'projects', 'items', 'quality', 'ledger'],
  tasks: ['store', 'people', 'projects', 'items', 'quality', 'consensus'],
  insights: ['store', 'people', 'projects', 'items', 'quality'],
  chain: ['store', 'notifications', 'ledger'],
  verify: ['ledger', 'chain'],
  wallet: ['store', 'people', 'notifications', 'ledger'],
  notifications: ['store', 'people'],
}
/** The shapes of an aggregate may be used below its room: repositories return domain objects. */
const shapes =
  '^core/(people/(account|availability)|projects/(project|definition|peers-terms)|items/item|notifications/notification|wallet/flow|wallet/personhood/signal)\\.ts$'

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-knows-no-adapter',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: '^(bots|commands|locales)/' },
    },
    {
      name: 'commands-know-no-platform',
      severity: 'error',
      from: { path: '^commands/' },
      to: { path: '^bots/' },
    },
    {
      name: 'locales-only-know-errors',
      severity: 'error',
      from: { path: '^locales/' },
      to: { path: '^(bots|commands|core)/', pathNot: '^core/errors\\.ts$' },
    },
    {
      name: 'adapters-never-import-each-other',
      severity: 'error',
      from: { path: '^bots/(discord|telegram|web|terminal)/' },
      to: { path: '^bots/(discord|telegram|web|terminal)/', pathNot: '^bots/$1/' },
    },
    {
      name: 'products-never-import-tests',
      severity: 'error',
      from: { path: '^(bots|commands|core|locales)/' },
      to: { path: '^(test|bench)/' },
    },
    ...Object.entries(rooms).map(([room, below]) => ({
      name: `core-${room}-uses-only-what-is-below`,
      severity: 'error',
      from: { path: `^core/${room}/` },
      to: {
        path: '^core/[^/]+/',
        pathNot: [`^core/(${[room, ...below].join('|')})/`, shapes],
      },
    })),
    ...Object.entries(homes).map(([name, home]) => ({
      name: `one-home-for-${name}`,
      severity: 'error',
      from: { path: '^(bots|commands|core|locales)/', pathNot: home },
      to: { path: `node_modules/${name}/` },
    })),
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
