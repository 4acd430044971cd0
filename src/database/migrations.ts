/**
 * Prisma's own migration engine, as WebAssembly: the semantics of `prisma migrate deploy` (folders under
 * prisma/migrations, the table _prisma_migrations) without the binary that the CLI would download.
 */
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPg } from '@prisma/adapter-pg'

const root = join(import.meta.dirname, '..', '..', 'prisma')
const NO_FILTER = { externalTables: [], externalEnums: [] }

/**
 * Applies what is missing, in order; answers the names just applied. `only`: no others than these, for a database
 * that takes the data of an older release before it goes on.
 */
export async function migrate(databaseUrl: string, { only }: { only?: readonly string[] } = {}): Promise<string[]> {
  return withEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: await migrationsList(only), filters: NO_FILTER })
    return appliedMigrationNames
  })
}

/** The SQL of schema.prisma alone, from nothing: what the drift test holds against the migrations. */
export async function datamodelSql(databaseUrl: string): Promise<string> {
  return withEngine(databaseUrl, async (engine, schema) => {
    const { stdout } = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    })
    return stdout ?? ''
  })
}

async function migrationsList(only?: readonly string[]) {
  const folder = join(root, 'migrations')
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).filter((name) => only?.includes(name) ?? true).sort()
  const migrationDirectories = await Promise.all(names.map(async (name) => ({
    path: name,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: await readFile(join(folder, name, 'migration.sql'), 'utf8') } },
  })))
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories,
  }
}

type Bindings = typeof import('@prisma/schema-engine-wasm/schema_engine_bg')
type Engine = Awaited<ReturnType<Bindings['SchemaEngine']['new']>>

async function withEngine<T>(databaseUrl: string, use: (engine: Engine, schema: string) => Promise<T>): Promise<T> {
  const bindings = await loadEngine()
  const schema = await readFile(join(root, 'schema.prisma'), 'utf8')
  const { factory: adapters, endPools } = wholeScripts(new PrismaPg({ connectionString: databaseUrl }))
  const factory = bindMigrationAwareSqlAdapterFactory(adapters)
  const engine = await bindings.SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => undefined, factory)
  try {
    return await use(engine, schema)
  } finally {
    engine.free()
    await endPools()
  }
}

/**
 * The adapter cuts a script at every ";", also inside functions and comments. Handing the whole script to
 * PostgreSQL runs it as one implicit transaction: a migration is applied wholly or not at all.
 */
function wholeScripts(factory: PrismaPg): { factory: PrismaPg; endPools: () => Promise<void> } {
  const connect = factory.connect.bind(factory)
  const pools: { end(): Promise<void> }[] = []
  factory.connect = async () => {
    const adapter = await connect()
    pools.push(adapter.underlyingDriver())
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script)
    }
    return adapter
  }
  // The engine leaves its connections open, which would keep a template database from being copied.
  return { factory, endPools: async () => { await Promise.all(pools.map((pool) => pool.end())) } }
}

let loading: Promise<Bindings> | undefined

function loadEngine(): Promise<Bindings> {
  loading ??= (async () => {
    const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
    // The package's types leave out the two hooks that wasm-bindgen's glue needs; they are its documented start.
    const home = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const wasm = await WebAssembly.compile(await readFile(home.replace(/schema_engine_bg\.js$/, 'schema_engine_bg.wasm')))
    const instance = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports })
    const { __wbg_set_wasm: setWasm } = bindings as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void }
    setWasm(instance.exports)
    const start = instance.exports['__wbindgen_start']
    if (typeof start === 'function') start()
    return bindings
  })()
  return loading
}
