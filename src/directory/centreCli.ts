/** `npm run centre -- FILE.json` checks the Centre's names, numbers and hours and puts them in force; without a file it prints those in force. */
import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database/index.ts'
import { centreSchema } from './centre.ts'
import { readCentre, writeCentre } from './store.ts'

const { DATABASE_URL } = readConfig(process.env)
const [file] = process.argv.slice(2)
if (DATABASE_URL === undefined) fail('DATABASE_URL is missing: set it to the database whose Centre this is.')
const db = openDatabase(DATABASE_URL)
try {
  if (file === undefined) console.log(JSON.stringify(await readCentre(db.prisma), null, 2))
  else await putInForce(file)
} finally {
  await db.close()
}

async function putInForce(path: string): Promise<void> {
  const parsed = centreSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
  if (!parsed.success) fail(`${path} is not usable:\n${z.prettifyError(parsed.error)}`)
  await writeCentre(db.prisma, parsed.data)
  const unverified = Object.entries(parsed.data.numbers).filter(([, { verifiedOn }]) => verifiedOn === null).map(([name]) => name)
  console.log(`In force: ${parsed.data.name.vi}.`)
  if (unverified.length > 0) console.log(`Not verified by anybody yet: ${unverified.join(', ')}. Call each number, then write the day into verifiedOn.`)
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
