import { useState } from 'react'
import type { CaseAct } from '../../../../src/cases/flow.ts'
import { CASE_ACTS, FLOW } from '../../../../src/cases/flow.ts'
import type { Role } from '../../../../src/staff/permissions.ts'
import { useCaseWords } from '../caseWords.ts'
import type { CaseRecord } from '../contract.ts'
import { StateDialog } from './StateDialog.tsx'

/** What may be done with the case now, by the flow's own table; sending a referral moves it by itself. */
export function StateMoves({ record, role }: { record: CaseRecord; role: Role }) {
  const { word } = useCaseWords()
  const [act, setAct] = useState<CaseAct | null>(null)
  const acts = CASE_ACTS.filter((one) => one !== 'refer' && FLOW[one].from.includes(record.state) && FLOW[one].roles.includes(role))
  return (
    <div className="actions" data-testid="state-moves">
      {acts.map((one) => (
        <button key={one} type="button" className={one === 'approve-closing' ? 'button-main' : 'button-quiet'} onClick={() => setAct(one)} data-testid={`act-${one}`}>{word(`act.${one}`)}</button>
      ))}
      {act && <StateDialog caseId={record.id} act={act} onClose={() => setAct(null)} />}
    </div>
  )
}
