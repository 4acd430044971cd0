/** Strings that must never be found outside the places meant for them, and the search for them in any coat. */
import { Buffer } from 'node:buffer'
import type { Pool } from '../../src/database/index.ts'

/** Invented, each unlike anything else in the house. */
export const CANARY = {
  name: 'Lò Thị Bạch Yến Canary',
  phone: '0987 650 432',
  school: 'Trường Tiểu học Chim Hoàng Yến',
  address: '47/9 Đường Hoàng Yến Hót, xã Yến Vàng',
  text: 'con mèo tam thể bảy màu của em',
  note: 'ghi chú hoàng yến số bốn bảy',
  reason: 'lý do hoàng yến nhẹ nhàng',
  reply: 'cô chim yến trả lời em đây',
  draft: 'bản nháp yến chưa gửi',
  externalId: '7777000099998888',
  email: 'yen.canary.qzx@example.vn',
  password: 'mat-khau-yen-canary-qzx',
} as const

/** A child's message with everything in it. */
export const TOLD = `Em tên ${CANARY.name}, học ${CANARY.school}, nhà ở ${CANARY.address}, số ${CANARY.phone}. Bố đánh em, ${CANARY.text}, email ${CANARY.email}`

function coats(canary: string): Buffer[] {
  const plain = [canary, canary.normalize('NFD'), canary.toLowerCase(), canary.replaceAll(' ', ''), encodeURIComponent(canary)]
  return [
    ...plain.map((text) => Buffer.from(text, 'utf8')),
    Buffer.from(canary, 'utf16le'),
    Buffer.from(JSON.stringify(canary).replaceAll(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).slice(1, -1)),
    Buffer.from(Buffer.from(canary, 'utf8').toString('hex')),
    Buffer.from(Buffer.from(canary, 'utf8').toString('base64').slice(0, -4)),
  ]
}

const NEEDLES = Object.entries(CANARY).flatMap(([name, canary]) => coats(canary).map((needle) => ({ name, needle })))

/** Names of the canaries found in these bytes. */
export function findCanaries(bytes: Buffer | string): string[] {
  const haystack = Buffer.from(bytes)
  return [...new Set(NEEDLES.filter(({ needle }) => haystack.includes(needle)).map(({ name }) => name))]
}

/** Every column of every row of every table, as text and, where it is binary, also as its bytes. */
export async function findInDatabase(pool: Pool): Promise<{ found: string[]; tables: number; rows: number }> {
  const { rows: tables } = await pool.query<{ name: string }>(`select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`)
  const found: string[] = []
  let count = 0
  for (const { name } of tables) {
    const { rows } = await pool.query<{ line: string }>(`select to_jsonb(t)::text as line from ${name} t`)
    count += rows.length
    for (const { line } of rows) {
      const binary = [...line.matchAll(/\\\\x([0-9a-f]*)/g)].map(([, hex]) => Buffer.from(hex ?? '', 'hex'))
      for (const bytes of [Buffer.from(line), ...binary]) found.push(...findCanaries(bytes).map((canary) => `${name}: ${canary}`))
    }
  }
  return { found: [...new Set(found)], tables: tables.length, rows: count }
}
