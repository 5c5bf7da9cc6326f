/** One look: every colour of the page has a name for what it says, and each theme gives it a value. */
export type Palette = {
  name: 'light' | 'dark' | 'contrast'
  ground: string
  surface: string
  raised: string
  ink: string
  inkSoft: string
  inkFaint: string
  line: string
  lineStrong: string
  accent: string
  accentHover: string
  accentInk: string
  accentSoft: string
  amber: string
  amberSoft: string
  red: string
  redSoft: string
  blue: string
  blueSoft: string
  green: string
  greenSoft: string
  focus: string
}

const light: Palette = {
  name: 'light',
  ground: '#f5f3ef',
  surface: '#ffffff',
  raised: '#ffffff',
  ink: '#26221c',
  inkSoft: '#575046',
  inkFaint: '#6b6357',
  line: '#e3ded5',
  lineStrong: '#b5ac9d',
  accent: '#0b5c61',
  accentHover: '#084a4e',
  accentInk: '#ffffff',
  accentSoft: '#e2efee',
  amber: '#8a5200',
  amberSoft: '#fdf0d5',
  red: '#ad1f17',
  redSoft: '#fde9e6',
  blue: '#1b5590',
  blueSoft: '#e6eff9',
  green: '#28622f',
  greenSoft: '#e5f2e6',
  focus: '#0b5c61',
}

const dark: Palette = {
  name: 'dark',
  ground: '#1a1815',
  surface: '#24211d',
  raised: '#2d2a25',
  ink: '#f0ece4',
  inkSoft: '#c9c1b4',
  inkFaint: '#b0a798',
  line: '#3b3731',
  lineStrong: '#716a5e',
  accent: '#63c2c2',
  accentHover: '#86d3d2',
  accentInk: '#0d2526',
  accentSoft: '#1f3a3b',
  amber: '#f0b659',
  amberSoft: '#42331a',
  red: '#ff9389',
  redSoft: '#4a2522',
  blue: '#8fc1f5',
  blueSoft: '#203449',
  green: '#8fcf96',
  greenSoft: '#243d28',
  focus: '#86d3d2',
}

const contrast: Palette = {
  name: 'contrast',
  ground: '#ffffff',
  surface: '#ffffff',
  raised: '#ffffff',
  ink: '#000000',
  inkSoft: '#000000',
  inkFaint: '#1f1f1f',
  line: '#000000',
  lineStrong: '#000000',
  accent: '#003e42',
  accentHover: '#000000',
  accentInk: '#ffffff',
  accentSoft: '#d5eeee',
  amber: '#5c3600',
  amberSoft: '#ffffff',
  red: '#8a0000',
  redSoft: '#ffffff',
  blue: '#00366b',
  blueSoft: '#ffffff',
  green: '#0c4214',
  greenSoft: '#ffffff',
  focus: '#000000',
}

export const palettes: Record<Palette['name'], Palette> = { light, dark, contrast }
