/** Waits until `check` stops throwing (or answering false), for what happens soon but not at a known moment. */
export async function eventually<T>(check: () => Promise<T> | T, options: { within?: number } = {}): Promise<T> {
  const deadline = Date.now() + (options.within ?? 15_000)
  for (;;) {
    try {
      const result = await check()
      if (result !== false) return result
      if (Date.now() > deadline) throw new Error('eventually: still false')
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
    await new Promise((done) => setTimeout(done, 20))
  }
}
