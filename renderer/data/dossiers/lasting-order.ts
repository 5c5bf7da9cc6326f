/**
 * Sorts again and again what changes little: items that were there the last time keep their places, and only new ones are compared.
 * An item never changes; what has changed comes as another item.
 */
export function createLastingOrder<T extends object>(compare: (a: T, b: T) => number): (items: Iterable<T>) => T[] {
  let last: T[] = []
  return (items) => {
    const coming = new Set(items)
    const kept = last.filter((one) => coming.delete(one))
    last = mergeInto(kept, [...coming].sort(compare), compare)
    return last
  }
}

/** Both in order; the places of the fresh ones are searched by halves, from one to the next. */
function mergeInto<T>(kept: T[], fresh: T[], compare: (a: T, b: T) => number): T[] {
  if (kept.length === 0) return fresh
  const merged: T[] = []
  let from = 0
  for (const one of fresh) {
    const place = findPlace(kept, one, { compare, from })
    for (; from < place; from++) merged.push(kept[from] as T)
    merged.push(one)
  }
  for (; from < kept.length; from++) merged.push(kept[from] as T)
  return merged
}

/** The first place at or after `from` whose item comes after `one`. */
function findPlace<T>(sorted: T[], one: T, { compare, from }: { compare: (a: T, b: T) => number; from: number }): number {
  let [low, high] = [from, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(sorted[middle] as T, one) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
