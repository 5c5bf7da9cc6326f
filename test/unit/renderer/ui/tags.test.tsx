import i18next from 'i18next'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { Instant } from '#core/record/instant.ts'
import { messages } from '#renderer/i18n/messages.ts'
import { DeadlineTag } from '#renderer/ui/DeadlineTag.tsx'
import { DossierCode } from '#renderer/ui/DossierCode.tsx'
import { StatusTag } from '#renderer/ui/StatusTag.tsx'

const thursday = Instant.parse('2026-11-26T16:30:00+07:00')

beforeAll(async () => {
  await i18next.init({ lng: 'vi', resources: { vi: { translation: messages.vi } } })
})

const markup = (node: ReactNode) => renderToStaticMarkup(<I18nextProvider i18n={i18next}>{node}</I18nextProvider>)
const words = (node: ReactNode) => markup(node).replace(/<[^>]+>/g, '')

describe('deadline at a glance', () => {
  test('names the weekday where a deadline is meant, and the hour where it is today', () => {
    expect(words(<DeadlineTag deadline="on_time" dueAt={thursday} />)).toBe('Trong hạn · Thứ Năm 26/11')
    expect(words(<DeadlineTag deadline="today" dueAt={thursday} />)).toBe('Hôm nay · 16:30')
  })

  test('a dossier that waits for the citizen says for what and counts nothing down', () => {
    expect(words(<DeadlineTag deadline="paused" dueAt={thursday} status={5} />)).toBe('Chờ bổ sung')
    expect(words(<DeadlineTag deadline="paused" dueAt={thursday} status={6} />)).toBe('Chờ nghĩa vụ tài chính')
  })

  test('colour never stands alone: each state has an icon and words', () => {
    for (const state of ['none', 'on_time', 'soon', 'today', 'late', 'paused', 'done'] as const) {
      expect(markup(<DeadlineTag deadline={state} dueAt={thursday} />)).toContain('<svg')
      expect(words(<DeadlineTag deadline={state} dueAt={thursday} />)).not.toBe('')
    }
  })
})

describe('status and code', () => {
  test('status 4 says where inside it the work stands', () => {
    expect(words(<StatusTag status={4} stage="proposed" />)).toBe('Đang xử lý · Chờ lãnh đạo duyệt')
  })

  test('the last four digits of a code are bold and the code is whole', () => {
    expect(words(<DossierCode code="H53.27712-261122-0010007" />)).toBe('H53.27712-261122-0010007')
    expect(markup(<DossierCode code="H53.27712-261122-0010007" />)).toContain('<strong>0007</strong>')
  })
})
