/** Where inside a commit step the desk is to die. */
export type StepPoint = 'begun' | 'midway' | 'done'

/** What the driver says to the page's hooks, and reads of them. */
export type PageHooks = {
  /** Counts read-write transactions from now on; at that step and point the page stops and asks to be killed. */
  arm(step: number, point: StepPoint): void
  /** How many read-write transactions there were since `arm`. */
  steps(): number
}

declare global {
  var faultHooks: PageHooks
}

export type HookSettings = { relaxed: boolean; acknowledgements: boolean }

/**
 * Runs in the page before anything of the product (so it must stand alone). It counts the commit steps, and tells the driver every
 * acknowledgement the screen shows, by a request that holds the page still until the driver has written it down.
 */
export function installPageHooks({ relaxed, acknowledgements }: HookSettings): void {
  const knock = (what: string, facts: Record<string, string>) => {
    const call = new XMLHttpRequest()
    call.open('POST', `/centre/__fault/${what}?${new URLSearchParams(facts)}`, false)
    try {
      call.send()
    } catch {
      // Killed meanwhile, or no driver that listens.
    }
  }

  let armed: { step: number; point: string } | null = null
  let steps = 0
  const reach = (step: number, point: string) => {
    if (armed?.step === step && armed.point === point) knock('kill', { step: String(step), point })
  }
  const begun = new WeakMap<IDBTransaction, number>()
  const open = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...[stores, mode, options]: Parameters<typeof open>) {
    if (mode !== 'readwrite') return open.call(this, stores, mode, options)
    const step = armed === null ? 0 : ++steps
    if (step > 0) reach(step, 'begun')
    const transaction = open.call(this, stores, mode, relaxed ? { durability: 'relaxed' } : options)
    if (step > 0) {
      begun.set(transaction, step)
      transaction.addEventListener('complete', () => reach(step, 'done'))
    }
    return transaction
  }
  const put = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
    const request = put.apply(this, args)
    const step = begun.get(this.transaction)
    if (step !== undefined) request.addEventListener('success', () => reach(step, 'midway'))
    return request
  }
  globalThis.faultHooks = {
    arm(step, point) {
      steps = 0
      armed = { step, point }
    },
    steps: () => steps,
  }
  if (!acknowledgements) return

  const told = new Set<string>()
  const tell = (seen: Record<string, string>) => {
    const key = Object.values(seen).join('|')
    if (told.has(key)) return
    told.add(key)
    knock('seen', seen)
  }
  const textOf = (selector: string) => document.querySelector(selector)?.textContent?.trim() ?? ''
  const look = () => {
    const code = textOf('.mc-saved-code')
    if (code !== '') {
      const name = (document.querySelectorAll('.mc-saved-facts > p')[1]?.textContent ?? '').split(' · ')[0] ?? ''
      tell({ kind: 'saved', name, code, page: '' })
      if (textOf('.mc-saved-states').includes('Đã gửi về máy chủ tỉnh')) tell({ kind: 'sent', name, code, page: '' })
      return
    }
    const field = document.querySelector('#intake-applicant-name')
    const name = field instanceof HTMLInputElement ? field.value : ''
    if (textOf('.mc-save-bar').startsWith('Đã lưu nháp')) tell({ kind: 'draft', name, code: '', page: '' })
    for (const thumb of document.querySelectorAll('.mc-intake .mc-thumb')) {
      const words = thumb.querySelector('.mc-thumb-foot')?.textContent ?? ''
      if (/Trên máy này|Đang gửi|Đã gửi/.test(words)) tell({ kind: 'page', name, code: '', page: thumb.id })
    }
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
}
