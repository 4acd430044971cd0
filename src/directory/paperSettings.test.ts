import { expect, test } from 'vitest'
import { paperSettingsSchema } from './paperSettings.ts'

test('a Centre that says nothing has the usual titles and cut-offs', () => {
  const { abbreviation, titles, reports } = paperSettingsSchema.parse({})
  expect([abbreviation, titles.head, reports['half-year'], reports.annual]).toEqual(['TTCTXH', 'GIÁM ĐỐC', { cutOff: '05-15', due: '05-20' }, { cutOff: '10-31', due: '11-10' }])
})

test.each(['02-31', '02-29', '13-01', '5-15', '00-10', '15/05', ''])('"%s" is no day of every year', (cutOff) => {
  expect(paperSettingsSchema.safeParse({ reports: { annual: { cutOff, due: '12-31' } } }).success).toBe(false)
})

test('a report cannot be due before it is cut off, nor an abbreviation be a sentence', () => {
  expect(paperSettingsSchema.safeParse({ reports: { annual: { cutOff: '11-10', due: '10-31' } } }).success).toBe(false)
  for (const abbreviation of ['', 'x', 'trung tâm', '12/BC']) expect(paperSettingsSchema.safeParse({ abbreviation }).success, abbreviation).toBe(false)
})
