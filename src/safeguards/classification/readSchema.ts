/** Tables and columns with their comments, from schema.prisma: the schema explains itself, the document repeats it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export type Column = { name: string; type: string; about: string }
export type Table = { name: string; about: string; columns: Column[] }

const SCHEMA = join(import.meta.dirname, '..', '..', '..', 'prisma', 'schema.prisma')

export async function readSchema(): Promise<Table[]> {
  return parseSchema(await readFile(SCHEMA, 'utf8'))
}

/** Models in the order of the file; relations and model attributes are left out. */
export function parseSchema(text: string): Table[] {
  const models = [...text.matchAll(/((?:^\/\/\/.*\n)*)^model (\w+) \{\n([\s\S]*?)^\}/gm)]
  const names = new Set(models.map(([, , model]) => model))
  return models.map(([, comment = '', model = '', body = '']) => ({
    name: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model,
    about: words(comment),
    columns: columnsOf(body, names),
  }))
}

function columnsOf(body: string, models: ReadonlySet<string | undefined>): Column[] {
  const columns: Column[] = []
  let above = ''
  for (const line of body.split('\n').map((one) => one.trim())) {
    const field = /^(\w+)\s+(\w+)(\[\])?(\?)?\s*(.*)$/.exec(line)
    if (line.startsWith('///')) above += `${line}\n`
    if (!field || line.startsWith('/') || line.startsWith('@@')) continue
    const [, name = '', type = '', list = '', , rest = ''] = field
    if (!models.has(type)) columns.push({ name: /@map\("(\w+)"\)/.exec(rest)?.[1] ?? name, type: `${type}${list}`, about: words(above) || words(/\/\/ ?(.*)$/.exec(rest)?.[1] ?? '') })
    above = ''
  }
  return columns
}

function words(comment: string): string {
  return comment.split('\n').map((line) => line.replace(/^\/\/\/ ?/, '').trim()).filter((line) => line !== '').join(' ')
}
