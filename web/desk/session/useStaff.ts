import { useQuery } from '@tanstack/react-query'
import type { StaffList } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'

const isStaffList = withFields<StaffList>('staff')

/** Colleagues who may hold a conversation, with presence. */
export function useStaff() {
  return useQuery({
    queryKey: ['staff'],
    queryFn: async ({ signal }) => (await read('/staff', isStaffList, signal)).staff,
  })
}
