export const home = {
  secondWindow: 'Một Cửa đang mở ở cửa sổ khác',
  cannotOpen: 'Chưa mở được quầy trên máy này',
  openHere: 'Mở lại ở đây',
}
