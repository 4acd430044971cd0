export type { Recovery } from './recover.ts'
export { addRecoveryRoute } from './routes.ts'
export { closeGap, watchForGaps } from './watch.ts'
