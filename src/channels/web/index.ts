export { webChannel, type WebChannel, type WebChannelOptions } from './webChannel.ts'
export { homePage, type HomePageOptions } from './homePage.ts'
export { PAGE_HEADERS } from './page.ts'
export type { PublicCentre } from './wire.ts'
