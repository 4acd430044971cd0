import { useQuery } from '@tanstack/react-query'
import type { ReportTerms } from '../../../src/reports/periods.ts'
import { read, withFields } from '../http/request.ts'

const isTerms = withFields<ReportTerms>('half-year', 'annual')

/** Until when each report of the plan counts, as the Centre's settings say. */
export function useReportTerms() {
  return useQuery({ queryKey: ['report-terms'], queryFn: ({ signal }) => read('/reports/terms', isTerms, signal), staleTime: 5 * 60_000 })
}
