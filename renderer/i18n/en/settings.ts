export const settings = {
  title: 'Settings',
  look: 'Appearance and language',
  desk: {
    title: 'This desk',
    agency: 'Agency',
    name: 'Desk name',
    device: 'Device',
    slot: 'Number range',
    slotValue: 'Range {{slot}}, grant {{generation}}',
    noSlot: 'None yet',
    issuedToday: 'Numbers issued today',
    lapsesAt: 'Range valid until',
    problem: {
      no_slot: 'This PC has no number range yet and cannot take in dossiers.',
      lapsed: 'The number range of this PC has lapsed; it cannot take in dossiers.',
      clock_set_back: 'The clock of this PC is behind the last number issued; it cannot take in dossiers.',
    },
    problemTodo: {
      no_slot: 'Connect once; the PC gets its range by itself.',
      lapsed: 'Connect once; the range is renewed by itself.',
      clock_set_back: 'Correct the date and time of this PC. Drafts are kept.',
    },
  },
  safety: 'Safety of data on this PC',
  storage: {
    persisted: 'The PC keeps data until it is sent and never deletes it by itself.',
    notPersisted: 'This browser has not promised to keep unsent data.',
    notPersistedBrief: 'Send soon, or use the installed desk.',
    notPersistedTodo:
      'Saved work is still there, but the browser may delete it when the disk is full. Send soon, or use the installed program.',
  },
  traffic: {
    title: 'Scanned pages and the line',
    held: 'Pages on this PC',
    heldValue: '{{count}} pages, {{size}}',
    unsent: 'Not sent yet',
    cap: 'Most that scanned pages may use',
    noCap: 'No limit',
    kbps: '{{cap}} kbit/s',
    keep: 'Keep pages on this PC up to',
    gb: '{{limit}} GB',
    keepNote:
      'Beyond it, pages that have reached the province leave this PC and are fetched again when opened. Unsent pages are never removed.',
    ahead: 'Fetch the pages of dossiers whose turn is mine',
  },
  keyStore: {
    os: 'The operating system protects the data key.',
    none: 'This PC has no key store of its operating system.',
    noneTodo: 'Data opens only with an official’s password. Tell your administrator if this is a desk PC.',
  },
  about: {
    title: 'About',
    version: 'Version',
    shell: 'Runs in',
    shells: { electron: 'Installed program', web: 'Browser' },
    platform: 'Operating system',
  },
}
