/** The directory's routes, for the desk's gate (taken by shape): places as people write them, and the bodies that receive referrals. */
import * as z from 'zod'
import type { Pool, Prisma } from '../database/index.ts'
import { AppError } from '../errors.ts'
import { findCommune } from './findCommune.ts'
import { centreSchema } from './centre.ts'
import { editCentre, editService, readDirectory } from './editDirectory.ts'
import { BODY_KINDS, listServices, serviceSchema } from './services.ts'

type Asked = { staff: { id: string }; id: string; query: unknown; body: unknown }
export type DirectoryGate = {
  on(method: 'get' | 'post' | 'put', path: string, action: 'directory.read' | 'directory.write', handle: (asked: Asked) => Promise<unknown>): void
}

const placeQuery = z.object({ text: z.string().max(400) })
const serviceQuery = z.object({ kind: z.enum(BODY_KINDS).exactOptional(), communeCode: z.string().max(5).exactOptional() })

const centreChange = z.object({ settings: centreSchema, seen: z.iso.datetime() })

export function addDirectoryRoutes({ on }: DirectoryGate, { db: { prisma, pool } }: { db: { prisma: Prisma; pool: Pool } }): void {
  // In the body: where a child lives must not stand in an address.
  on('post', '/places', 'directory.read', async ({ body }) => findCommune(read(placeQuery, body).text))
  on('get', '/services', 'directory.read', ({ query }) => listServices(prisma, read(serviceQuery, query)))
  on('post', '/services', 'directory.write', ({ staff, body }) => editService(pool, staff.id, read(serviceSchema, body)))
  on('put', '/services/:id', 'directory.write', ({ staff, id, body }) => editService(pool, staff.id, read(serviceSchema, body), id))
  on('get', '/directory', 'directory.write', () => readDirectory(pool))
  on('put', '/directory/centre', 'directory.write', async ({ staff, body }) => {
    await editCentre(pool, staff.id, read(centreChange, body))
    return {}
  })
}

/** @throws AppError bad-request */
function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('bad-request', 'error.bad-request', `unusable input: ${parsed.error.issues.map(({ path, code }) => `${path.join('.')}:${code}`).join(' ')}`)
}
