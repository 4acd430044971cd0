export { addDialogReviewRoutes, type DialogReviewGate, type DialogReviewRoom } from './routes.ts'
