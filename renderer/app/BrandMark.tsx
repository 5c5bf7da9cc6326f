/** One window in a wall: our own mark, drawn in the ink of its surroundings. */
export function BrandMark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <rect x="1" y="1" width="18" height="18" rx="3" fill="currentColor" />
      <path d="M6 16V7.5a4 4 0 0 1 8 0V16" stroke="var(--mc-surface)" strokeWidth="2" />
      <path d="M4 16h12" stroke="var(--mc-surface)" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
