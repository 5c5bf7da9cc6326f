/**
 * Makes every read-write IndexedDB transaction of this page a strict one: Chromium's default reports success before the disk has the
 * bytes, and communes lose power. Dexie takes an option; PouchDB asks for nothing, so the door itself is guarded. Idempotent.
 */
export function requireStrictDurability(): void {
  const prototype = IDBDatabase.prototype
  const open = prototype.transaction
  if (Object.hasOwn(open, 'strict')) return
  function transaction(this: IDBDatabase, ...[stores, mode, options]: Parameters<IDBDatabase['transaction']>): IDBTransaction {
    return mode === 'readwrite'
      ? open.call(this, stores, mode, { ...options, durability: 'strict' })
      : open.call(this, stores, mode, options)
  }
  prototype.transaction = Object.assign(transaction, { strict: true })
}
