export const home = {
  secondWindow: 'Một Cửa is open in another window',
  cannotOpen: 'The desk could not be opened on this PC',
  openHere: 'Open it here',
}
