import type { Day } from '#core/record/instant.ts'

/**
 * Whether a paper fee receipt (biên lai giấy) may still be issued on a day: until 2026-12-31; from 2027-01-01 receipts are
 * electronic (NĐ 254/2026 Đ44 k2).
 */
export function isPaperReceiptAllowed(day: Day): boolean {
  return day <= '2026-12-31'
}
