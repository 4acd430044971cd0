export { agreementByMonth, type Month } from './agreement.ts'
export { exportLabels, type Label } from './labels.ts'
export { addLearningRoutes, type LearningGate } from './routes.ts'
