const PATHS = {
  send: 'M4.5 12 20 4.500 15.500 20l-3.800-6.200L4.500 12Zm7.200 1.800L20 4.500',
  attach:
    'm20 11.500-8.300 8.300a5 5 0 0 1-7.100-7.100l8.700-8.700a3.300 3.300 0 0 1 4.700 4.700l-8.500 8.500a1.700 1.700 0 0 1-2.400-2.400l7.800-7.800',
  slash: 'M15.500 4.500 8.500 19.500',
  bell: 'M18 9.500a6 6 0 0 0-12 0c0 6-2.500 7-2.500 7h17S18 15.500 18 9.500ZM10.300 20a2 2 0 0 0 3.400 0',
  close: 'm6 6 12 12M18 6 6 18',
  down: 'm6 9.500 6 6 6-6',
  plus: 'M12 5v14M5 12h14',
  file: 'M13.500 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8.500L13.500 3Zm0 0v5.500H19',
} as const

/** A line drawing beside or instead of words; the words are the control's own label. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}

export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect class="logo-ground" width="32" height="32" rx="9" />
      <path
        class="logo-tag"
        d="M7.500 9.500v6.200c0 .7.300 1.300.700 1.800l7.300 7.300c1 1 2.600 1 3.600 0l5.700-5.700c1-1 1-2.600 0-3.600l-7.300-7.300c-.5-.4-1.100-.7-1.800-.7H9.500a2 2 0 0 0-2 2Z"
      />
      <circle class="logo-ground" cx="12" cy="12" r="1.900" />
      <path class="logo-tick" d="m14.700 17.800 2.100 2.100 3.900-3.900" />
    </svg>
  )
}
