import type { Inbound } from '../../conversation/channel.ts'

/** What people said at a platform in a span of time, oldest first, as its webhook would have brought it. `undefined`: the platform did not answer. */
export type History = (span: { from: Date; to: Date }) => Promise<Inbound[] | undefined>

/** No outage is worth more questions than this many pages. */
export const MOST_PAGES = 100
