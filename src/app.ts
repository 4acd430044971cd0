/** The HTTP map: headers, rooms, one error handler. */
import { join } from 'node:path'
import express, { type ErrorRequestHandler, type Express, type Router } from 'express'
import helmet from 'helmet'
import { homePage, PAGE_HEADERS } from './channels/web/index.ts'
import type { Centre } from './directory/index.ts'
import { AppError, errorCode, errorPlace } from './errors.ts'
import type { Locales } from './locales.ts'
import type { Log } from './log.ts'

export type AppOptions = {
  /** Behind a proxy (PUBLIC_URL is https): client addresses come from X-Forwarded-For. */
  behindProxy: boolean
  webhooks: Router[]
  chat: Router
  desk: Router
  /** The page behind the link of an alarm call, under /alarm. */
  alarmLink?: Router
  simulator: Router | undefined
  health: Router
  centre: () => Centre
  locales: Locales
  log: Log
}

const DESK = join(import.meta.dirname, '..', 'dist', 'web', 'desk')

/** Builds the Express app; listens to nothing by itself. */
export function createApp(options: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', options.behindProxy ? 1 : false)
  app.use(helmet({
    contentSecurityPolicy: { useDefaults: false, directives: {
      defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:', 'blob:'], mediaSrc: ['blob:'], connectSrc: ["'self'"],
      fontSrc: ["'self'"], manifestSrc: ["'self'"], workerSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"],
    } },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: options.behindProxy,
  }))

  app.use(options.health)
  for (const webhook of options.webhooks) app.use(webhook)
  app.get('/', (request, response) => {
    // Vietnamese first, whatever the phone is set to; the page offers English.
    const language = request.query.lang === 'en' ? 'en' : 'vi'
    response.set(PAGE_HEADERS).type('html').send(homePage({ centre: options.centre(), language, locales: options.locales }))
  })
  app.use('/chat', options.chat)
  app.use('/desk', options.desk, deskPage())
  if (options.alarmLink) app.use('/alarm', options.alarmLink)
  if (options.simulator) app.use('/simulator', options.simulator)
  app.use((_request, _response, next) => next(new AppError('not-found', 'error.not-found', 'no such route')))
  app.use(errorHandler(options))
  return app
}

/** The desk is one page: its own paths all answer with it; unknown API paths do not. */
function deskPage(): Router {
  const router = express.Router()
  router.use(express.static(DESK, { index: false, maxAge: '1h', immutable: false, redirect: false }))
  router.get(/^\/(?!api\/).*/, (_request, response, next) => {
    response.set('Cache-Control', 'no-store').sendFile(join(DESK, 'index.html'), (error) => { if (error) next(error) })
  })
  return router
}

/** One place turns every error into an answer: a code and a sentence without case data; the inside goes to the log as codes. */
function errorHandler({ log, locales }: Pick<AppOptions, 'log' | 'locales'>): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const known = toAppError(error)
    if (known.status >= 500) log.error({ code: errorCode(error), at: errorPlace(error), route: request.route?.path }, 'request failed')
    if (known.code === 'too-many' && 'seconds' in known.details) response.set('Retry-After', String(known.details['seconds']))
    const language = request.acceptsLanguages('vi', 'en') === 'en' ? 'en' : 'vi'
    response.status(known.status).json({ error: { code: known.code, key: known.publicKey, message: publicText(locales, language, known), details: known.details } })
  }
}

function publicText(locales: Locales, language: string, { publicKey, details }: AppError): string {
  try {
    return locales.text(language, 'errors', publicKey, details)
  } catch {
    // A missing sentence must not turn a clear refusal into a crash; the test of locale keys reports it.
    return publicKey
  }
}

/** body-parser and friends carry a status of their own. */
function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  if (status === 413) return new AppError('too-large', 'error.too-large', 'body too large')
  if (status === 404) return new AppError('not-found', 'error.not-found', 'no such file')
  if (typeof status === 'number' && status >= 400 && status < 500) return new AppError('bad-request', 'error.bad-request', `request refused: ${errorCode(error)}`)
  return new AppError('unavailable', 'error.unavailable', `unexpected: ${errorCode(error)}`)
}
