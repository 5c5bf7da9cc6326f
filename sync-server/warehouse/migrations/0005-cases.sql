-- One row for each reconciliation case (việc đối chiếu); its values stay in raw, here stands what is counted.
create table star.dossier_case (
  case_id     text primary key,
  dossier_id  text not null,
  agencies    text[] not null,
  kind        text not null check (kind in ('fields', 'step', 'doubled_code')),
  fields      text[] not null,
  opened_at   timestamptz,
  opened_desk text not null,
  settled_at  timestamptz,
  settled_by  text,
  settled_as  text,
  -- Decisions that were taken back.
  undone      int not null,
  source_id   int not null,
  rev         text not null,
  deleted     boolean not null
);
create index case_of_dossier on star.dossier_case (dossier_id);
create index case_open on star.dossier_case (opened_at) where settled_at is null and not deleted;

-- How long a case has waited, or took until it was decided.
create view star.case_age as
  select case_id, dossier_id, agencies, kind, opened_at, settled_at, settled_at is null as is_open,
    coalesce(settled_at, now()) - opened_at as age
  from star.dossier_case where not deleted;
