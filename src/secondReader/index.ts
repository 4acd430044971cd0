export { hasSecondReader, startSecondReader, type SecondReaderOptions } from './startSecondReader.ts'
export { hide } from './hide.ts'
