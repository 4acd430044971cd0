import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { DirectoryPage } from '../../../src/directory/editDirectory.ts'
import { act, read, withFields } from '../http/request.ts'

export type { DirectoryPage }
export type Service = DirectoryPage['services'][number]
export type Centre = DirectoryPage['centre']

const isDirectory = withFields<DirectoryPage>('centre', 'holidays', 'seen', 'services', 'needs')
const KEY = ['directory'] as const

export function useDirectory() {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => read('/directory', isDirectory, signal) })
}

/** Writes a change and reads everything anew: the next change is then made on what is there. */
export function useDirectoryActs() {
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: KEY })
  return {
    async saveCentre(page: Pick<DirectoryPage, 'seen'>, settings: Centre): Promise<void> {
      await act('PUT', '/directory/centre', { settings, seen: page.seen })
      await again()
    },
    async saveService({ id, ...service }: Omit<Service, 'id'> & { id?: string }): Promise<void> {
      await (id === undefined ? act('POST', '/services', service) : act('PUT', `/services/${id}`, service))
      await again()
    },
  }
}

/** Today by the Centre's clock, as an ISO day: what "checked today" writes. */
export function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date())
}
