export const search = {
  title: 'Find a dossier',
  results: 'Search results',
  found: 'Dossiers: {{count}}',
  hint: 'Marks and word order do not matter: name, procedure, phone number, the last four digits of the ID number or of the dossier code.',
  foot: 'Arrows choose, Enter opens.',
  all: 'See all results',
  nothing: 'No dossier matches “{{text}}”',
  nothingText:
    'Try fewer words, or the last four digits of the code or ID number. Dossiers of other places are found once they are on this PC.',
  emptyTitle: 'Search every dossier on this PC',
  centre: {
    title: 'Older dossiers',
    ask: 'Search at the provincial server',
    note: 'Dossiers closed more than {{months}} months ago are no longer on this PC, only at the provincial server.',
    asking: 'Searching at the provincial server…',
    nothing: 'The provincial server has no other dossier that matches.',
    results: 'Dossiers at the provincial server',
    unreachable: 'The provincial server cannot be reached. Try again with a network.',
    too_many: 'Too many searches in one minute. Please wait a moment.',
  },
}
