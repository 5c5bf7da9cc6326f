/** Where a figure is filled: `x` and `y` in dots from the text's top left. */
export type Dot = { x: number; y: number }

/** Five columns by seven rows for each letter, two hexadecimal digits a row. */
const shapes: Readonly<Record<string, string>> = {
  A: '0e11111f111111',
  B: '1e11111e11111e',
  C: '0e11101010110e',
  D: '1e11111111111e',
  Đ: '1e09091d09091e',
  E: '1f10101e10101f',
  F: '1f10101e101010',
  G: '0e11101711110f',
  H: '1111111f111111',
  I: '0e04040404040e',
  J: '0101010111110e',
  K: '11121418141211',
  L: '1010101010101f',
  M: '111b1515111111',
  N: '11191513111111',
  O: '0e11111111110e',
  P: '1e11111e101010',
  Q: '0e11111115120d',
  R: '1e11111e141211',
  S: '0f10100e01011e',
  T: '1f040404040404',
  U: '1111111111110e',
  V: '11111111110a04',
  W: '11111115151b11',
  X: '11110a040a1111',
  Y: '11110a04040404',
  Z: '1f01020408101f',
  '0': '0e11131519110e',
  '1': '040c040404040e',
  '2': '0e11010608101f',
  '3': '1f02040201110e',
  '4': '02060a121f0202',
  '5': '1f101e0101110e',
  '6': '0608101e11110e',
  '7': '1f010204080808',
  '8': '0e11110e11110e',
  '9': '0e11110f01020c',
  '.': '00000000000c0c',
  ',': '000000000c0408',
  '-': '0000001f000000',
  '/': '01010204081010',
  ':': '000c0c000c0c00',
  '(': '02040808080402',
  ')': '08040202020408',
}

/** Marks of Vietnamese letters above the letter: three rows of five columns. */
const above: Readonly<Record<string, string>> = {
  '\u0300': '080402',
  '\u0301': '020408',
  '\u0303': '000d16',
  '\u0309': '0c0204',
  '\u0302': '00040a',
  '\u0306': '00110e',
}
const horn = '\u031b'
const dotBelow = '\u0323'

/** Columns from one letter to the next, and rows from one line to the next, marks included. */
export const letterStep = 7
export const lineStep = 20

/**
 * The dots of one line of text in capital letters with every Vietnamese mark: a letter's marks are drawn each by itself, as
 * Unicode takes them apart. Letters without a shape stay blank.
 */
export function listDots(text: string): Dot[] {
  return [...text.toLocaleUpperCase('vi').normalize('NFC')].flatMap((letter, index) =>
    dotsOfLetter(letter).map(({ x, y }) => ({ x: x + index * letterStep, y: y + 8 })),
  )
}

function dotsOfLetter(letter: string): Dot[] {
  const [base = '', ...marks] = letter === 'Đ' ? ['Đ'] : [...letter.normalize('NFD')]
  const dots = rowsOf(shapes[base] ?? '', 0)
  let top = -4
  for (const mark of marks) {
    if (mark === horn) dots.push({ x: 5, y: -1 }, { x: 5, y: 0 })
    else if (mark === dotBelow) dots.push({ x: 2, y: 9 })
  }
  // The circumflex and the breve sit on the letter, the tone above them.
  for (const mark of marks.filter((one) => above[one] !== undefined).sort((a, b) => rankOf(a) - rankOf(b))) {
    dots.push(...rowsOf(above[mark] ?? '', top))
    top -= 4
  }
  return dots
}

function rankOf(mark: string): number {
  return mark === '\u0302' || mark === '\u0306' ? 0 : 1
}

function rowsOf(shape: string, top: number): Dot[] {
  const dots: Dot[] = []
  for (let row = 0; row * 2 < shape.length; row++) {
    const bits = Number.parseInt(shape.slice(row * 2, row * 2 + 2), 16)
    for (let x = 0; x < 5; x++) if ((bits >> (4 - x)) & 1) dots.push({ x, y: row + top })
  }
  return dots
}
