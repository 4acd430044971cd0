/** `npm run migrate`: brings the database of DATABASE_URL up to date. */
import { readConfig } from '../config.ts'
import { migrate } from './migrations.ts'

const { DATABASE_URL } = readConfig(process.env)
if (DATABASE_URL === undefined) {
  console.error('DATABASE_URL is missing: set it to the PostgreSQL server to bring up to date (npm start does it by itself for the embedded one).')
  process.exit(1)
}
const applied = await migrate(DATABASE_URL)
console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`)
