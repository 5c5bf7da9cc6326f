import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../../../renderer')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'))

test('no screen uses a part that writes a style element without a nonce', () => {
  // These icons carry an empty <style> in their SVG; Modal and Drawer lock scrolling with one. Use renderer/ui/Dialog.tsx.
  const refused = /\b(LoginOutlined|RestOutlined)\b|import \{[^}]*\b(Modal|Drawer)\b[^}]*\} from 'antd'/
  expect(sources.filter((name) => refused.test(readFileSync(join(root, name), 'utf8')))).toEqual([])
})
