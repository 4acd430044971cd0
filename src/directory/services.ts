/** Bodies that receive referrals, with the person to call in each commune: the Centre's own list, each entry with its day of checking. */
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { Prisma } from '../database/index.ts'
import { COMMUNES, communeByCode, communeTitle } from './communes.ts'

export const BODY_KINDS = ['commune', 'so-y-te', 'police', 'child111', 'school', 'hospital', 'legal-aid', 'shelter', 'other'] as const
export type BodyKind = (typeof BODY_KINDS)[number]

/** What a person may need of a body: values of the dialogs' slot `need`. */
export const NEEDS = ['school', 'money', 'papers', 'health', 'law', 'counselling'] as const

export const serviceSchema = z.object({
  kind: z.enum(BODY_KINDS),
  /** Null: serves the whole province. */
  communeCode: z.string().refine((code) => communeByCode(code) !== undefined).nullable(),
  name: z.string().trim().min(1).max(200),
  /** The receiving person and office, e.g. the commune's child-protection worker. */
  contact: z.string().trim().max(200),
  phone: z.string().trim().max(40),
  email: z.union([z.literal(''), z.email()]),
  address: z.string().trim().max(300),
  note: z.string().trim().max(1000),
  /** The bot names it to people with these needs; none: it only receives referrals. */
  needs: z.array(z.enum(NEEDS)).default([]),
  /** When it is open, in words people read. */
  hours: z.string().trim().max(120).default(''),
  verifiedOn: z.iso.date().nullable(),
  active: z.boolean(),
})
export type ServiceInput = z.input<typeof serviceSchema>
export type Service = z.infer<typeof serviceSchema> & { id: string }

/** Active bodies, those of the commune first, then those of the whole province. */
export async function listServices(prisma: Prisma, filter: { kind?: BodyKind; communeCode?: string } = {}): Promise<Service[]> {
  const rows = await prisma.service.findMany({
    where: {
      active: true,
      ...(filter.kind === undefined ? {} : { kind: filter.kind }),
      ...(filter.communeCode === undefined ? {} : { OR: [{ communeCode: filter.communeCode }, { communeCode: null }] }),
    },
    orderBy: [{ communeCode: { sort: 'asc', nulls: 'last' } }, { kind: 'asc' }, { name: 'asc' }],
  })
  return rows.map(({ id, updatedAt: _at, updatedBy: _by, verifiedOn, ...rest }) => ({ id, ...serviceSchema.parse({ ...rest, verifiedOn: verifiedOn?.toISOString().slice(0, 10) ?? null }) }))
}

const NOTHING_KNOWN = { contact: '', phone: '', email: '', address: '', note: '', verifiedOn: null, active: true } as const

/** What a directory begins with: the bodies the law names, without numbers nobody has checked. The Centre fills the rest. */
export const FIRST_SERVICES: readonly ServiceInput[] = [
  { ...NOTHING_KNOWN, kind: 'child111', communeCode: null, name: 'Tổng đài điện thoại quốc gia bảo vệ trẻ em 111', phone: '111', needs: ['counselling'] },
  { ...NOTHING_KNOWN, kind: 'so-y-te', communeCode: null, name: 'Sở Y tế thành phố Đà Nẵng' },
  { ...NOTHING_KNOWN, kind: 'police', communeCode: null, name: 'Công an thành phố Đà Nẵng', phone: '113' },
  ...COMMUNES.map((commune): ServiceInput => ({
    ...NOTHING_KNOWN, kind: 'commune', communeCode: commune.code, name: `Ủy ban nhân dân ${communeTitle(commune)}`, contact: 'Người làm công tác bảo vệ trẻ em cấp xã', needs: ['school', 'money', 'papers'],
  })),
]

/** Writes them into an empty directory; one that has entries stays as it is. */
export async function seedServices(prisma: Prisma): Promise<void> {
  if ((await prisma.service.count()) > 0) return
  await prisma.service.createMany({ data: FIRST_SERVICES.map((service) => ({ ...serviceSchema.parse(service), verifiedOn: null, id: randomUUID() })) })
}
