import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { Instant } from '#core/record/instant.ts'
import { describeSync } from '#renderer/app/describe-sync.ts'
import type { SyncStatus } from '#renderer/data/desk.ts'
import { messages } from '#renderer/i18n/messages.ts'

const at = (time: string) => Instant.parse(`2026-11-22T${time}:00+07:00`)
const now = Date.parse('2026-11-22T10:00:00+07:00')
const quiet: SyncStatus = {
  link: 'online',
  place: 'province',
  atOffice: 0,
  since: at('08:00'),
  waitingDossiers: 0,
  waitingPages: 0,
  waitingEvents: 0,
  refused: 0,
  lastSentAt: at('09:11'),
  lastReceivedAt: null,
  firstLoad: null,
  loadPaused: false,
}

beforeAll(async () => {
  await i18next.init({ lng: 'vi', resources: { vi: { translation: messages.vi } }, interpolation: { escapeValue: false } })
})

const sentence = (status: SyncStatus) => describeSync(i18next.t, status, now)
const text = (status: SyncStatus) =>
  sentence(status)
    .map((part) => part.text)
    .join(' · ')

describe('status bar', () => {
  test('offline says since when, that work is safe, what waits and when something was last sent', () => {
    const status: SyncStatus = { ...quiet, link: 'offline', since: at('09:12'), waitingDossiers: 3, waitingPages: 11, waitingEvents: 4 }
    expect(text(status)).toBe('Không có mạng từ 09:12 · Mọi việc đã lưu trên máy · Chờ gửi 3 hồ sơ, 11 trang · Gửi lần cuối 09:11')
  })

  test('being offline asks nothing of a person', () => {
    expect(sentence({ ...quiet, link: 'offline' }).some((part) => part.urgent)).toBe(false)
  })

  test('a refused item, a needed sign-in and a revoked device are urgent and come first', () => {
    for (const status of [
      { ...quiet, refused: 2 },
      { ...quiet, link: 'sign_in_needed' as const },
      { ...quiet, link: 'device_revoked' as const },
    ]) {
      expect(sentence(status)[0]?.urgent).toBe(true)
    }
  })

  test('never says that everything was sent while something waits or was refused', () => {
    expect(text(quiet)).toContain('Đã gửi hết')
    expect(text({ ...quiet, refused: 1 })).not.toContain('Đã gửi hết')
    expect(text({ ...quiet, waitingEvents: 1 })).toContain('Chờ gửi 1 thao tác')
  })

  test('at an office hub it says which of the two levels was reached', () => {
    expect(text({ ...quiet, place: 'office', atOffice: 6 })).toContain('Đã gửi hết máy chủ phòng · 6 mục chờ về máy chủ tỉnh')
    expect(text({ ...quiet, place: 'office' })).toContain('Đã gửi hết về máy chủ tỉnh')
    expect(text({ ...quiet, place: 'office', waitingDossiers: 1 })).not.toContain('Đã gửi hết')
  })
})
