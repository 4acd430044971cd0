export { FAILED_CODES, REFUSED_CODES, type MediaCode } from './codes.ts'
export type { MediaDependencies } from './fetchNext.ts'
export { addMediaRoutes } from './routes.ts'
export { startMedia } from './startMedia.ts'
