-- star.span: in which state an unfinished dossier was from when to when, and from when it counted as late (core/indicators/spans-of.ts).
-- At a moment m with start_at < m <= end_at it was in hand; late where late_from < m. end_at is infinity for the stretch it is in.
create table star.span (
  dossier_id     text not null,
  ordinal        int not null,
  start_at       timestamptz not null,
  end_at         timestamptz not null,
  state          text not null check (state in ('running', 'supplement', 'duty', 'withdrawing')),
  late_from      timestamptz,
  receiving      text not null,
  competent      text not null,
  sector         text not null,
  procedure_code text not null,
  channel        smallint not null,
  primary key (dossier_id, ordinal)
);
create index span_by_end on star.span (end_at, start_at);
create index span_of_unit on star.span (receiving, end_at, start_at);
create index dossier_received on star.dossier (receiving, received_at);
create index dossier_received_all on star.dossier (received_at);
create index dossier_finished on star.dossier (receiving, finished_at) where finished_at is not null;
create index dossier_finished_all on star.dossier (finished_at) where finished_at is not null;

-- What is deleted at the source is in nobody's hands.
create function star.drop_spans() returns trigger language plpgsql as $$
begin
  delete from star.span where dossier_id = new.dossier_id;
  return null;
end $$;
create trigger dossier_deleted after update of deleted on star.dossier
  for each row when (new.deleted) execute function star.drop_spans();

-- Frozen periods (Chốt kỳ) outlive a rebuild: they are not made from the source, they say what it was.
create schema report;
create table report.period (
  period_id    text primary key,
  agency       text not null,
  below        boolean not null,
  from_day     date not null,
  to_day       date not null,
  frozen_at    timestamptz not null,
  by_person    text not null,
  by_name      text not null,
  groups       json not null,
  completeness json not null
);
create index period_of_agency on report.period (agency, frozen_at desc);
create table report.period_dossier (
  period_id  text not null references report.period on delete cascade,
  dossier_id text not null,
  code       text not null,
  sector     text not null,
  origin     text not null,
  outcome    text not null,
  primary key (period_id, dossier_id)
);
