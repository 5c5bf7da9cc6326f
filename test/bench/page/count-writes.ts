let opened = 0

/**
 * Counts read-write transactions, whoever opens them. Has to come before any database is opened: storage libraries keep the door
 * as they found it.
 */
export function startCountingWrites(): void {
  const prototype = IDBDatabase.prototype
  const asked = prototype.transaction
  prototype.transaction = function (this: IDBDatabase, ...args: Parameters<IDBDatabase['transaction']>) {
    if (args[1] === 'readwrite') opened += 1
    return asked.apply(this, args)
  }
}

export const writesOpened = (): number => opened
