/** /simulator: the page, its small API and its live stream. Development and tests only. */
import { join } from 'node:path'
import express, { type Response, type Router } from 'express'
import type { People, Person } from '../people.ts'
import { PAGE_FAULTS, perform, type Platforms } from './acts.ts'
import { actSchema, faultSchema, newPersonSchema, type SimChannel, type SimPerson } from './contract.ts'

const DIST = join(import.meta.dirname, '..', '..', '..', 'dist', 'web', 'simulator')
const PING_MS = 15_000

/** The page's router; mount it at /simulator. */
export function pageRouter(platforms: Platforms): Router {
  const router = express.Router()
  const people: readonly [SimChannel, People][] = [['zalo', platforms.zalo.people], ['messenger', platforms.messenger.people]]

  router.get('/state', (_request, response) => {
    response.set('cache-control', 'no-store').json({ people: people.flatMap(([channel, { all }]) => all().map((person) => shown(channel, person))) })
  })

  router.get('/events', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' })
    response.flushHeaders()
    const stops = people.map(([channel, { onChange }]) => onChange((person) => void response.write(`data: ${JSON.stringify(shown(channel, person))}\n\n`)))
    const ping = setInterval(() => response.write(': ping\n\n'), PING_MS)
    response.on('close', () => {
      clearInterval(ping)
      for (const stop of stops) stop()
    })
  })

  router.post('/people', express.json(), (request, response) => {
    const asked = newPersonSchema.safeParse(request.body)
    if (!asked.success) return badRequest(response)
    const { channel, id, name } = asked.data
    const person = platforms[channel].person(id, name)
    const known = platforms[channel].people.find(person.id)
    response.status(201).json(known ? shown(channel, known) : null)
  })

  router.post('/acts', express.json(), async (request, response) => {
    const asked = actSchema.safeParse(request.body)
    if (!asked.success) return badRequest(response)
    const { channel, person, act, times = 1, delayMs = 0 } = asked.data
    const work = perform(platforms, channel, person, act, { times, delayMs })
    // Whatever was said stands in the chat by now, before any webhook has answered.
    const bubble = platforms[channel].people.find(person)?.chat.findLast(({ author }) => author === 'person')?.id
    const { status, milliseconds } = await work
    response.json({ status, milliseconds: Math.round(milliseconds), ...(bubble === undefined ? {} : { bubble }) })
  })

  router.post('/faults', express.json(), (request, response) => {
    const asked = faultSchema.safeParse(request.body)
    if (!asked.success) return badRequest(response)
    const { channel, fault, times } = asked.data
    const { faults } = platforms[channel]
    faults.clear()
    if (fault !== 'none') faults.next(PAGE_FAULTS[channel][fault], times)
    response.status(204).end()
  })

  router.use(express.static(DIST, { maxAge: 0, index: false, redirect: false }))
  router.get('/', (_request, response) => {
    response.set('cache-control', 'no-store').sendFile(join(DIST, 'index.html'), (error) => {
      if (error && !response.headersSent) response.status(503).type('text/plain').send('web/simulator is not built: vite build --config web/simulator/vite.config.ts')
    })
  })
  return router
}

function badRequest(response: Response): void {
  response.status(400).json({ error: 'bad-request' })
}

function shown(channel: SimChannel, { id, name, blocked, chat }: Person): SimPerson {
  return { channel, id, name, blocked, chat: chat.map((bubble) => ({ ...bubble })) }
}
