import express, { type Router } from 'express'
import type { Config } from '../../config.ts'

/** The page by which Zalo sees that the domain is ours: `/zalo_verifier<code>.html` with ZALO_VERIFIER_CODE. */
export function zaloVerifier(config: Pick<Config, 'ZALO_VERIFIER_CODE'>): Router {
  const router = express.Router()
  router.get('/zalo_verifier:code.html', (request, response, next) => {
    const code = config.ZALO_VERIFIER_CODE
    if (code === undefined || request.params.code !== code) return next()
    const content = code.replace(/[^\w-]/g, '')
    response.type('html').send(`<!doctype html><html><head><meta name="zalo-platform-site-verification" content="${content}"></head><body></body></html>`)
  })
  return router
}
