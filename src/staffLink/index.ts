export { hearLinkCodes } from './hearing.ts'
export { addStaffLinkRoutes } from './routes.ts'
