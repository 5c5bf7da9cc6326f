/** `12.345`, as Vietnamese papers write numbers. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, '.')
}

/** `96,4 %` of a share 0–1; a dash where nothing counts. Never rounded up to 100 % or down to 0 %. */
export function formatShare(share: number | null): string {
  if (share === null) return '–'
  const percent = Math.round(share * 1000) / 10
  const shown = share < 1 && percent === 100 ? 99.9 : share > 0 && percent === 0 ? 0.1 : percent
  return `${String(shown).replace('.', ',')}\u00a0%`
}

/** `+12`, `−3`, `0`. */
export function formatDifference(difference: number): string {
  return difference === 0 ? '0' : `${difference > 0 ? '+' : '−'}${formatCount(Math.abs(difference))}`
}
