/** A piece of a value; `differs` where the other value has something else in its place. */
export type MarkedPart = { text: string; differs: boolean }

/** Texts beyond this are marked as a whole: the table of the comparison grows with the product of the lengths. */
const longestCompared = 600

/**
 * Cuts two texts into what they share and what they do not, by what a reader takes for one letter: `ễ` is one, however it is
 * coded. So a single wrong mark in a long name stands out.
 */
export function markDifferences(left: string, right: string): { left: MarkedPart[]; right: MarkedPart[] } {
  const [a, b] = [lettersOf(left), lettersOf(right)]
  if (a.length * b.length > longestCompared * longestCompared) return { left: whole(left, right), right: whole(right, left) }
  const shared = sharedLetters(a, b)
  return { left: join(a, shared.left), right: join(b, shared.right) }
}

const segmenter = new Intl.Segmenter('vi', { granularity: 'grapheme' })

function lettersOf(text: string): string[] {
  return [...segmenter.segment(text.normalize('NFC'))].map((one) => one.segment)
}

function whole(text: string, other: string): MarkedPart[] {
  return text === '' ? [] : [{ text, differs: text !== other }]
}

/** Places of the longest common subsequence in both lists. */
function sharedLetters(a: readonly string[], b: readonly string[]): { left: Set<number>; right: Set<number> } {
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0
  for (let row = a.length - 1; row >= 0; row--) {
    for (let column = b.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        a[row] === b[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const left = new Set<number>()
  const right = new Set<number>()
  for (let row = 0, column = 0; row < a.length && column < b.length; ) {
    if (a[row] === b[column]) {
      left.add(row++)
      right.add(column++)
    } else if (at(row + 1, column) >= at(row, column + 1)) row++
    else column++
  }
  return { left, right }
}

function join(letters: readonly string[], shared: ReadonlySet<number>): MarkedPart[] {
  const parts: MarkedPart[] = []
  letters.forEach((text, index) => {
    const differs = !shared.has(index)
    const last = parts.at(-1)
    if (last?.differs === differs) last.text += text
    else parts.push({ text, differs })
  })
  return parts
}
