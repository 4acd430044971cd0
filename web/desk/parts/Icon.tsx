/** Line icons drawn for the desk on a 20-unit grid; always beside words or with a label on the button. */
const PATHS = {
  talk: 'M3 4h10v7H8l-3 3v-3H3zM9 14h4l2.5 2.5V14H17V8h-2',
  place: 'M10 17.5s5.5-5 5.5-9a5.5 5.5 0 0 0-11 0c0 4 5.5 9 5.5 9zM10 10.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  returned: 'M8 4.5 4 8.5l4 4M4 8.5h8.5a4 4 0 0 1 0 8H9',
  search: 'M9 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM13.5 13.5 17 17',
  more: 'M3.5 3.5h5v5h-5zM11.5 3.5h5v5h-5zM3.5 11.5h5v5h-5zM11.5 11.5h5v5h-5z',
  canned: 'M3 4h14v9H9l-4 3.5V13H3zM9 6.5 7.5 10.5M13 6.5l-1.5 4',
  quality: 'M3.5 4h7M3.5 8h7M3.5 12h4M9.5 14l2.5 2.5 5-6',
  back: 'M12.5 4 6.5 10l6 6',
  card: 'M4 3.5h12v13H4zM7 7.5h6M7 10.5h6M7 13.5h3',
  blocked: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM5 5l10 10',
  chart: 'M3.5 3v13.5H17M7 13.5v-4M10.5 13.5V6M14 13.5V8.5',
  folder: 'M2.5 5h5l1.5 2h8.5v9h-15z',
  plus: 'M10 4v12M4 10h12',
  close: 'm5 5 10 10M15 5 5 15',
  download: 'M10 3v9.5M6 9l4 4 4-4M4 16.5h12',
  down: 'm5 8 5 5 5-5',
  eye: 'M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10zM10 12.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8z',
  eyeOff: 'M3 3l14 14M8 4.8A8 8 0 0 1 10 4.5c5 0 8 5.5 8 5.5a14 14 0 0 1-2.4 3M5 6.3A14 14 0 0 0 2 10s3 5.5 8 5.5c1.2 0 2.3-.3 3.3-.8',
  bell: 'M5 13.5V9a5 5 0 0 1 10 0v4.5l1.5 1.5h-13zM8.5 17h3',
  bellOff: 'M5 13.5V9c0-1 .3-2 .8-2.7M8 4.4A5 5 0 0 1 15 9v3M3 3l14 14M3.5 15H15M8.5 17h3',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  keyboard: 'M2.5 5h15v10h-15zM5.5 8h.01M8.5 8h.01M11.5 8h.01M14.5 8h.01M6 12h8',
  leave: 'M8 4H4v12h4M9 10h8M14 7l3 3-3 3',
  machine: 'M4 7h12v9H4zM10 7V3.5M7.5 11h.01M12.5 11h.01M8 13.5h4',
  person: 'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17c.5-3.5 3-5 6-5s5.5 1.5 6 5',
  people: 'M7.5 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM2.5 16c.4-3 2.4-4.5 5-4.5s4.6 1.5 5 4.5M13 9.5a2.2 2.2 0 1 0-.6-4.3M14.2 11.7c1.9.4 3 1.8 3.3 4.3',
  phone: 'M5 3.5h3l1.5 4-2 1.5a9 9 0 0 0 3.5 3.5l1.5-2 4 1.5v3a1.5 1.5 0 0 1-1.6 1.5A12.5 12.5 0 0 1 3.5 5.1 1.5 1.5 0 0 1 5 3.5z',
  roster: 'M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5M7 11.5h2M11 11.5h2',
  queue: 'M3 5h14M3 10h14M3 15h9',
  wall: 'M3 17V9h3.5v8M8.25 17V4h3.5v13M13.5 17v-6H17v6',
  filter: 'M3 5h14M6 10h8M8.5 15h3',
  flag: 'M5 17V3.5h9l-2 3.5 2 3.5H5',
  warn: 'M10 3 18 17H2zM10 8v4M10 14.5h.01',
  channels: 'M3 4h14v9H9l-4 3.5V13H3zM6.5 7.5h7M6.5 10h4',
  clip: 'M14.5 9 9 14.5a3 3 0 0 1-4.2-4.2l6-6a2 2 0 0 1 2.8 2.8l-6 6',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.5 2',
} as const

export type IconName = keyof typeof PATHS

/** A decorative icon: hidden from screen readers, the words beside it speak. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
