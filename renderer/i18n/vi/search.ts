export const search = {
  title: 'Tìm hồ sơ',
  results: 'Kết quả tìm',
  found: '{{count}} hồ sơ',
  hint: 'Gõ không dấu cũng được, từ theo thứ tự nào cũng được: tên, thủ tục, số điện thoại, bốn số cuối của CCCD hoặc mã hồ sơ.',
  foot: 'Mũi tên để chọn, Enter để mở.',
  all: 'Xem tất cả kết quả',
  nothing: 'Không có hồ sơ nào khớp “{{text}}”',
  nothingText: 'Thử ít từ hơn, hoặc bốn số cuối của mã hồ sơ hay CCCD. Hồ sơ của nơi khác chỉ thấy khi đã tải về máy này.',
  emptyTitle: 'Tìm trong mọi hồ sơ của máy này',
}
