-- The wall asks for these every few seconds.
create index dossier_in_dispute on star.dossier (receiving) where open_cases > 0 and not deleted;
create index span_open on star.span (receiving) include (state, late_from) where end_at = 'infinity';
