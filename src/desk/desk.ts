/** What every use case of the desk is given. */
import type { Config } from '../config.ts'
import type { Database, Notices } from '../database/index.ts'
import type { Centre } from '../directory/index.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Vault } from '../safeguards/index.ts'

export type Desk = {
  readonly db: Database
  readonly vault: Vault
  readonly config: Pick<Config, 'production' | 'PUBLIC_URL'>
  readonly metrics: Metrics
  readonly log: Log
  readonly notices: Notices
  /** The Centre's settings as last read: targets, hours. */
  readonly centre: () => Centre
}
