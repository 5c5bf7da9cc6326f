export const settings = {
  title: 'Cài đặt',
  look: 'Giao diện và ngôn ngữ',
  desk: {
    title: 'Quầy này',
    agency: 'Cơ quan',
    name: 'Tên quầy',
    device: 'Mã máy',
    slot: 'Dải số hồ sơ',
    slotValue: 'Dải {{slot}}, lần cấp {{generation}}',
    noSlot: 'Chưa được cấp',
    issuedToday: 'Số đã cấp hôm nay',
    lapsesAt: 'Dải số có hiệu lực đến',
    problem: {
      no_slot: 'Máy này chưa được cấp dải số hồ sơ nên chưa tiếp nhận được.',
      lapsed: 'Dải số hồ sơ của máy này đã hết hạn nên chưa tiếp nhận được.',
      clock_set_back: 'Đồng hồ máy đang chậm hơn lần cấp số gần nhất nên chưa tiếp nhận được.',
    },
    problemTodo: {
      no_slot: 'Nối mạng một lần, máy tự nhận dải số.',
      lapsed: 'Nối mạng một lần, máy tự gia hạn dải số.',
      clock_set_back: 'Chỉnh đúng ngày giờ của máy. Bản nháp vẫn được giữ.',
    },
  },
  safety: 'An toàn dữ liệu trên máy',
  storage: {
    persisted: 'Máy giữ dữ liệu cho đến khi đã gửi, không tự xóa.',
    notPersisted: 'Trình duyệt này chưa hứa giữ dữ liệu chưa gửi.',
    notPersistedBrief: 'Gửi sớm, hoặc dùng bản cài trên máy.',
    notPersistedTodo: 'Việc đã lưu vẫn còn, nhưng trình duyệt có thể xóa khi đầy ổ đĩa. Gửi sớm, hoặc dùng bản cài trên máy.',
  },
  keyStore: {
    os: 'Khóa dữ liệu được hệ điều hành bảo vệ.',
    none: 'Máy này không có kho khóa của hệ điều hành.',
    noneTodo: 'Dữ liệu chỉ mở được bằng mật khẩu của cán bộ. Báo quản trị nếu đây là máy của quầy.',
  },
  about: {
    title: 'Giới thiệu',
    version: 'Phiên bản',
    shell: 'Chạy trong',
    shells: { electron: 'Ứng dụng trên máy', web: 'Trình duyệt' },
    platform: 'Hệ điều hành',
  },
}
