import { expect, test } from 'vitest'
import * as z from 'zod'
import { demoInBrowser } from '../support/demoBrowser.ts'
import { deskDoor } from '../support/deskBrowser.ts'

const demo = demoInBrowser()

const MANIFEST = z.object({ start_url: z.string(), display: z.literal('standalone'), icons: z.array(z.object({ src: z.string(), sizes: z.string(), type: z.string(), purpose: z.string() })) })

/** Width and height as a PNG's first block says them. */
function sizeOf(png: Buffer): string {
  return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`
}

test('the desk can be put on a phone’s home screen: a manifest, and icons that are what it says', async () => {
  const page = await deskDoor(demo.browser, demo.main.url)
  const linked = async (rel: string) => page.request.get(await page.locator(`link[rel="${rel}"]`).evaluate((link: HTMLLinkElement) => link.href))
  const manifest = MANIFEST.parse(await (await linked('manifest')).json())
  expect((await page.request.get(demo.main.url + manifest.start_url)).status()).toBe(200)
  const drawn = manifest.icons.filter(({ type }) => type === 'image/png')
  expect(drawn.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(['192x192 any', '512x512 any', '512x512 maskable'])
  for (const { src, sizes } of drawn) {
    const icon = await page.request.get(demo.main.url + src)
    expect(icon.headers()['content-type']).toBe('image/png')
    expect(sizeOf(await icon.body())).toBe(sizes)
  }
  expect(sizeOf(await (await linked('apple-touch-icon')).body())).toBe('180x180')
})
