/** The bill of materials (CycloneDX 1.5) of what runs in production, from package-lock.json: names, versions, licences, digests. */
import * as z from 'zod'

const lockSchema = z.object({
  name: z.string(),
  version: z.string(),
  packages: z.record(z.string(), z.object({
    version: z.string().optional(), integrity: z.string().optional(), license: z.string().optional(), dev: z.boolean().optional(), devOptional: z.boolean().optional(), link: z.boolean().optional(),
  })),
})

const MODULES = 'node_modules/'

export type Bom = { bomFormat: 'CycloneDX'; specVersion: '1.5'; version: 1; metadata: object; components: Component[] }
export type Component = { type: 'library'; name: string; version: string; purl: string; licenses: object[]; hashes: { alg: string; content: string }[] }

/** @param lock the parsed package-lock.json */
export function makeBom(lock: unknown): Bom {
  const { name, version, packages } = lockSchema.parse(lock)
  const components = Object.entries(packages).flatMap(([path, entry]) => {
    if (path === '' || entry.dev === true || entry.link === true || entry.version === undefined) return []
    return [component(path.slice(path.lastIndexOf(MODULES) + MODULES.length), entry.version, entry)]
  })
  const unique = new Map(components.map((one) => [one.purl, one]))
  return {
    bomFormat: 'CycloneDX', specVersion: '1.5', version: 1,
    metadata: { component: { type: 'application', name, version } },
    components: [...unique.values()].toSorted((a, b) => (a.purl < b.purl ? -1 : 1)),
  }
}

function component(name: string, version: string, { license, integrity }: { license?: string | undefined; integrity?: string | undefined }): Component {
  const digest = /^sha512-(.+)$/.exec(integrity ?? '')?.[1]
  return {
    type: 'library', name, version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    licenses: license === undefined ? [] : [{ license: { name: license } }],
    hashes: digest === undefined ? [] : [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }],
  }
}
