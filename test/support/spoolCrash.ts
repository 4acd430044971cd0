/** Kills this process, as `kill -9` would, at a chosen point of its work on the spool's files. The code under test knows nothing of it. */
import files from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const SEGMENT = /\.spool\.\d+$/
const die = () => process.kill(process.pid, 'SIGKILL')

export const SPOOL_POINTS = {
  /** On the disk; the platform has not had its 200. */
  'after a line was written': () => {
    const { open } = files
    files.open = async (...args) => {
      const handle = await open(...args)
      const close = handle.close.bind(handle)
      if (String(args[0]).endsWith('.spool')) handle.close = async () => { await close(); die() }
      return handle
    }
  },
  /** What was written waits under another name; nothing of it is stored. */
  'after the segment was closed': () => {
    const { rename } = files
    files.rename = async (from, to) => {
      await rename(from, to)
      if (SEGMENT.test(String(to))) die()
    }
  },
  /** All of it stands in the database, and in the file too. */
  'before the stored segment is removed': () => {
    const { rm } = files
    files.rm = async (path, options) => {
      if (SEGMENT.test(String(path))) die()
      await rm(path, options)
    }
  },
} as const satisfies Record<string, () => void>

function isSpoolPoint(name: string | undefined): name is keyof typeof SPOOL_POINTS {
  return name !== undefined && name in SPOOL_POINTS
}

export function armSpoolPoint(name: string | undefined): void {
  if (!isSpoolPoint(name)) return
  SPOOL_POINTS[name]()
  syncBuiltinESMExports()
}
