import { expect, test } from 'vitest'
import type { Bridge } from '#core/bridge/contract.ts'
import { AgencySlug, DeviceId } from '#core/record/ids.ts'
import { createBrowserBridge } from '#renderer/bridge/browser-bridge.ts'
import { createCentreClient } from '#renderer/data/centre/centre-client.ts'
import { noticeMove } from '#renderer/data/session/hardware.ts'
import type { DeskPapers, DevicePaper } from '#renderer/data/store/desk-papers.ts'

const device: DevicePaper = {
  kind: 'device',
  device: DeviceId.parse('device:01m80ebtrqv67dbtms985tffp1'),
  deskName: 'Quầy 1',
  agency: AgencySlug.parse('h53-27712'),
  agencyName: 'Tân An',
  databases: { catalog: 'c', dossiers: 'd', journal: 'j', pages: 'p' },
  fingerprint: 'f'.repeat(64),
  osWrapped: 'AAAA',
  centreWrapped: null,
  recoveryWrapped: null,
}

function shellWhoseKeyStore(opens: boolean) {
  const written: unknown[] = []
  const unwrap: Bridge['keyStore']['unwrap'] = async () =>
    opens ? { ok: true, value: { secret: 'AAAA' } } : { ok: false, failure: { code: 'failed', detail: 'another key store' } }
  const browser = createBrowserBridge()
  const papers: DeskPapers = { find: async () => undefined, list: async () => [], put: async (_id, paper) => void written.push(paper) }
  const bridge = { ...browser, keyStore: { ...browser.keyStore, unwrap } }
  return { shell: { bridge, papers, locked: () => false, centre: createCentreClient('http://127.0.0.1:1'), now: Date.now }, written }
}

test('a profile copied to another PC takes a fingerprint of its own, so that its old slot issues nothing there', async () => {
  const { shell, written } = shellWhoseKeyStore(false)
  const moved = await noticeMove(shell, device)
  expect(moved.fingerprint).not.toBe(device.fingerprint)
  expect(written).toEqual([moved])
})

test('a copy carries a mark of the PC it is on, so that a copy of the copy is noticed too', async () => {
  const { shell } = shellWhoseKeyStore(false)
  const marked = { ...device, osWrapped: null, mark: 'BBBB' }
  expect((await noticeMove(shell, marked)).fingerprint).not.toBe(device.fingerprint)
  expect(await noticeMove(shellWhoseKeyStore(true).shell, marked)).toBe(marked)
})

test('a profile that stayed where it was keeps its fingerprint and slot', async () => {
  const { shell, written } = shellWhoseKeyStore(true)
  expect(await noticeMove(shell, device)).toBe(device)
  expect(written).toEqual([])
})
