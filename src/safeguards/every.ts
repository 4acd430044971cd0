/** Does `work` again and again, `ms` after it ended; `stop` waits for the work in hand. */
export function every(ms: number, work: () => Promise<void>, failed: (error: unknown) => void | Promise<void>): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const run = () => {
    running = work().catch(failed).then(() => {
      if (!stopped) timer = setTimeout(run, ms)
    })
  }
  run()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
