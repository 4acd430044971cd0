export { openCase, type CaseSource } from './openCase.ts'
