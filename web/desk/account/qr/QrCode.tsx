import { modulesOf } from './modules.ts'

/** Light modules around, so that a camera finds the edge. */
const QUIET = 4

/** A QR code drawn here, dark on light in both themes: the secret inside goes to no other server. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = modulesOf(text)
  const size = rows.length + QUIET * 2
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : ''))).join('')
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges" data-testid="qr">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
