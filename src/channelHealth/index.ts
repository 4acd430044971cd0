export { readChannels } from './readChannels.ts'
export { addChannelRoutes, type ChannelRoom } from './routes.ts'
export { watchChannels, type ChannelHealth, type ChannelWatch } from './watch.ts'
