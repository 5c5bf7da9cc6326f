import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EventType } from '#core/journal/event.ts'
import { Role } from '#core/person/role.ts'
import { Refusal } from '#core/sync/mark.ts'
import type { DeskFailureCode } from '#renderer/data/desk-failure.ts'
import { messages } from '#renderer/i18n/messages.ts'

const root = join(import.meta.dirname, '../../../../renderer')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.startsWith('i18n'))
const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/i

describe('messages', () => {
  test('English says everything that Vietnamese says, and nothing else', () => {
    expect(keysOf(messages.en)).toEqual(keysOf(messages.vi))
  })

  test('a message takes the same values in both languages', () => {
    const [vi, en] = [textsOf(messages.vi), textsOf(messages.en)]
    for (const [key, text] of vi) expect([key, valuesOf(en.get(key) ?? '')]).toEqual([key, valuesOf(text)])
  })

  test('no English message still has Vietnamese in it, but for names', () => {
    const names = new Set(['app.name', 'app.language.vi', 'signIn.deskNameDefault'])
    const own = [...textsOf(messages.en)].filter(
      ([key]) => /^(app|ui|home|queue|search|outbox|settings|signIn)\./.test(key) && !names.has(key),
    )
    expect(own.filter(([, text]) => vietnamese.test(text.replaceAll('Một Cửa', ''))).map(([key]) => key)).toEqual([])
  })

  test('every literal key that a component asks for exists', () => {
    const known = textsOf(messages.vi)
    const missing = sources.flatMap((name) =>
      [...readFileSync(join(root, name), 'utf8').matchAll(/\bt\('([\w.-]+)'/g)]
        .map((match) => match[1] ?? '')
        .filter((key) => !known.has(key)),
    )
    expect(missing).toEqual([])
  })

  test('no component of the frame has Vietnamese words of its own', () => {
    const zone = /^(app|ui|features\/(sign-in|queue|search|outbox|settings|home))\//
    const own = sources
      .filter((name) => zone.test(name))
      .filter((name) => vietnamese.test(withoutComments(readFileSync(join(root, name), 'utf8'))))
    expect(own).toEqual([])
  })

  test('the ten statuses have their official names', () => {
    expect(Object.values(messages.vi.ui.status)).toEqual([
      'Mới đăng ký',
      'Được tiếp nhận',
      'Không được tiếp nhận',
      'Đang xử lý',
      'Yêu cầu bổ sung giấy tờ',
      'Yêu cầu thực hiện nghĩa vụ tài chính',
      'Công dân yêu cầu rút hồ sơ',
      'Dừng xử lý',
      'Đã xử lý xong',
      'Đã trả kết quả',
    ])
  })

  test('every event and role has a name', () => {
    expect(Object.keys(messages.vi.dossier.event).sort()).toEqual([...EventType.options].sort())
    expect(Object.keys(messages.vi.ui.role).sort()).toEqual([...Role.options].sort())
  })

  test('everything that the desk can fail at, and every no of the centre, has words', () => {
    const failures = {
      second_window: true,
      signed_out: true,
      sign_in_needed: true,
      province_unreachable: true,
      province_sign_in_needed: true,
      storage_full: true,
      storage_failed: true,
      unreachable: true,
      page_unreadable: true,
      page_too_large: true,
    } satisfies Record<DeskFailureCode, true>
    expect(Object.keys(messages.vi.ui.failure).sort()).toEqual(Object.keys(failures).sort())
    expect(Object.keys(messages.vi.dossier.failure).sort()).toEqual(Object.keys(failures).sort())
    expect(Object.keys(messages.vi.ui.refusal).sort()).toEqual([...Refusal.shape.code.options].sort())
  })
})

type Texts = { [key: string]: string | Texts }

function textsOf(texts: Texts, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : [...textsOf(value, `${prefix}${key}.`)],
    ),
  )
}

function keysOf(texts: Texts): string[] {
  return [...textsOf(texts).keys()].sort()
}

function valuesOf(text: string): string[] {
  return [...text.matchAll(/\{\{\w+\}\}/g)].map((match) => match[0]).sort()
}

/** What a person could read: no comments, no currency sign. */
function withoutComments(source: string): string {
  return source
    .replaceAll('\\u00a0đ`', '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
}
