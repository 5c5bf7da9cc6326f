import { z } from 'zod'

/**
 * Official status codes (TrangThaiHoSo) of a dossier:
 * 1 Mới đăng ký · 2 Được tiếp nhận · 3 Không được tiếp nhận · 4 Đang xử lý · 5 Yêu cầu bổ sung giấy tờ ·
 * 6 Yêu cầu thực hiện nghĩa vụ tài chính · 7 Công dân yêu cầu rút hồ sơ · 8 Dừng xử lý · 9 Đã xử lý xong · 10 Đã trả kết quả.
 */
export const DossierStatus = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
  z.literal(8),
  z.literal(9),
  z.literal(10),
])
export type DossierStatus = z.infer<typeof DossierStatus>

/** What the legal clock does in a status. */
export type Clock = 'not-started' | 'running' | 'paused' | 'stopped'

const clocks: Record<DossierStatus, Clock> = {
  1: 'not-started',
  2: 'running',
  3: 'stopped',
  4: 'running',
  5: 'paused',
  6: 'paused',
  7: 'paused',
  8: 'stopped',
  9: 'stopped',
  10: 'stopped',
}

/** What the legal clock does while a dossier stands in `status` (domain.md §2.1). */
export function clockIn(status: DossierStatus): Clock {
  return clocks[status]
}

/** Where inside status 4 the work stands; null in every other status. */
export const ProcessingStage = z.enum(['examining', 'proposed', 'sent_back', 'approved'])
export type ProcessingStage = z.infer<typeof ProcessingStage>
