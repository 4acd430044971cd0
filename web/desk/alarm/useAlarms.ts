import { useQuery } from '@tanstack/react-query'
import type { Alarms } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'
import { useMay } from '../session/useMe.ts'

const isAlarms = withFields<Alarms>('alarms')
const POLL_MS = 10_000

/** The open alarms, most urgent first; asked for in the background too, for that is where a desk tab lives. */
export function useAlarms(): Alarms['alarms'] {
  const may = useMay()
  const { data } = useQuery({
    queryKey: ['alarms'],
    queryFn: ({ signal }) => read('/alarms', isAlarms, signal),
    refetchInterval: POLL_MS,
    refetchIntervalInBackground: true,
    enabled: may('alarm.read'),
  })
  return data?.alarms ?? []
}
