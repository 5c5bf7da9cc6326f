-- raw: every revision that was seen, as it came. star: what indicators read. feed: how far each database was followed.
create schema raw;
create schema star;
create schema feed;

create table feed.source (
  source_id   int generated always as identity primary key,
  database    text not null unique,
  agency      text,
  kind        text not null check (kind in ('dossiers', 'journal', 'pages', 'cases', 'catalog')),
  seq         text not null default '0',
  -- Documents that the source still held behind seq when it was last read.
  pending     bigint not null default 0,
  read_at     timestamptz,
  -- False while the database is filled for the first time: when its documents reached the centre is then not known.
  filled      boolean not null default false,
  holder      text,
  lease_until timestamptz not null default '-infinity',
  error       text,
  failed_at   timestamptz
);

create table feed.dead_letter (
  source_id   int not null references feed.source,
  doc_id      text not null,
  rev         text not null,
  reason      text not null,
  detail      text not null,
  seen_at     timestamptz not null default now(),
  primary key (source_id, doc_id)
);

create table feed.check_run (
  check_id    bigint generated always as identity primary key,
  started_at  timestamptz not null,
  ended_at    timestamptz not null,
  deep        boolean not null,
  documents   bigint not null,
  differing   bigint not null,
  note        text not null
);

create table raw.revision (
  source_id      int not null references feed.source,
  doc_id         text not null,
  rev            text not null,
  generation     int not null,
  deleted        boolean not null,
  -- Why it was deleted, as far as the tombstone says: routing (taken back), removed, gone (no longer at the source).
  reason         text,
  winner         boolean not null,
  -- True while it is a leaf of the revision tree; a live leaf that is no winner is a conflict.
  leaf           boolean not null,
  seq            text not null,
  kind           text,
  schema_version int,
  flags          text[] not null default '{}',
  -- What does not begin with an underscore, verbatim; null where only the revision is known.
  body           json,
  attachments    json,
  seen_at        timestamptz not null default clock_timestamp(),
  primary key (source_id, doc_id, rev)
);

-- Where each document of a source stands now.
create table raw.document (
  source_id  int not null references feed.source,
  doc_id     text not null,
  -- The bucket of the digest: the day in the id (ULID), or a letter pair of the hash for pages.
  bucket     text not null,
  rev        text not null,
  generation int not null,
  deleted    boolean not null,
  -- Sum of the generations of all leaves: grows with every change, so that an older state is known as such.
  weight     bigint not null,
  leaves     text[] not null,
  -- Live leaves besides the winner.
  conflicts  int not null,
  primary key (source_id, doc_id)
);
create index document_by_id on raw.document (doc_id);
create index document_by_bucket on raw.document (source_id, bucket);

create table star.agency (
  agency_key bigint generated always as identity primary key,
  slug       text not null,
  rev        text not null,
  row_from   timestamptz not null,
  row_to     timestamptz,
  current    boolean not null,
  code       text, name text, short_name text, level text, parent text, unit_code text, pilot boolean,
  valid_from date, valid_to date, merged_into text,
  unique (slug, rev)
);
create index agency_current on star.agency (slug) where current;

create table star.procedure (
  procedure_key bigint generated always as identity primary key,
  code          text not null,
  version       text not null,
  rev           text not null,
  row_from      timestamptz not null,
  row_to        timestamptz,
  current       boolean not null,
  name text, short_name text, sector text, level text, online text,
  effective_from date, effective_to date,
  unique (code, version, rev)
);
create index procedure_current on star.procedure (code, version) where current;

create table star.person (
  person_key text primary key,
  type       text not null,
  birth_year int,
  sex        text,
  unit_code  text
);

-- One row for each dossier, in however many agencies' databases it lies; columns as core/warehouse/dossier-facts.ts gives them.
create table star.dossier (
  dossier_id        text primary key,
  schema_version    int not null,
  code              text not null,
  procedure_code    text not null,
  procedure_version text not null,
  sector            text not null,
  assisting         text,
  receiving         text not null,
  competent         text not null,
  members           text[] not null,
  channel           smallint not null,
  applicant_type    text not null,
  status            smallint not null,
  stage             text,
  status_since      timestamptz,
  holder_role       text,
  holder_person     text,
  desk_name         text not null,
  received_by       text not null,
  received_at       timestamptz not null,
  received_day      date not null,
  due_at            timestamptz,
  first_due_at      timestamptz,
  duration_value    double precision,
  duration_unit     text not null,
  finished_at       timestamptz,
  finished_day      date,
  outcome           text,
  clock_stopped_at  timestamptz,
  returned_at       timestamptz,
  punctuality       text,
  supplements       int not null,
  pauses            int not null,
  paused_now        boolean not null,
  paused_seconds    bigint not null,
  papers            int not null,
  papers_scanned    int not null,
  papers_reused     int not null,
  pages             int not null,
  result_file       boolean not null,
  electronic        boolean not null,
  money_state       text not null,
  fee_vnd           bigint,
  paid_vnd          bigint,
  paid_online_vnd   bigint,
  delivery_method   text not null,
  rating            text,
  rated_at          timestamptz,
  portal_state      text not null,
  portal_at         timestamptz,
  open_cases        int not null,
  voided            boolean not null,
  flags             text[] not null,
  -- What the warehouse adds to the facts of the document.
  person_key        text,
  source_id         int not null,
  rev               text not null,
  generation        int not null,
  conflict          boolean not null,
  deleted           boolean not null,
  deleted_reason    text,
  -- When the receipt and the end reached the centre; null where that was before the warehouse followed it.
  arrived_at        timestamptz,
  finish_arrived_at timestamptz
);
create index dossier_by_receipt on star.dossier (received_day, receiving);
create index dossier_by_finish on star.dossier (finished_day, receiving) where finished_day is not null;
create index dossier_open on star.dossier (receiving, due_at) where finished_at is null and not deleted;

create table star.pause (
  dossier_id text not null,
  ordinal    int not null,
  status     smallint not null,
  from_at    timestamptz,
  to_at      timestamptz,
  primary key (dossier_id, ordinal)
);

create table star.payment (
  dossier_id   text not null,
  payment_id   text not null,
  paid_at      timestamptz,
  amount_vnd   bigint,
  method       text not null,
  receipt_kind text,
  receiving    text not null,
  primary key (dossier_id, payment_id)
);
create index payment_by_time on star.payment (paid_at);

create table star.page (
  dossier_id   text not null,
  placement_id text not null,
  page_hash    text not null,
  media_type   text not null,
  size_bytes   bigint not null,
  purpose      text not null,
  paper_id     text,
  added_at     timestamptz,
  primary key (dossier_id, placement_id)
);

-- One row for each event of the journal, in however many journals it lies.
create table star.step (
  event_id    text primary key,
  dossier_id  text not null,
  type        text not null,
  at          timestamptz,
  author      text not null,
  role        text not null,
  agency      text not null,
  device      text not null,
  desk_name   text not null,
  from_status smallint,
  to_status   smallint,
  stage       text,
  arrived_at  timestamptz
);
create index step_by_dossier on star.step (dossier_id, at);
create index step_by_device on star.step (device, at);

-- How long a dossier stood in each status, from the journal.
create view star.status_interval as
  select dossier_id, to_status as status, stage, at as from_at, agency, author,
         lead(at) over (partition by dossier_id order by at, event_id) as to_at
  from star.step
  where to_status is not null and at is not null and (from_status is distinct from to_status);

-- First arrival of each dossier's receipt and end; outlives a rebuild, because the source does not know it.
create table raw.arrival (
  dossier_id text not null,
  act        text not null check (act in ('received', 'finished')),
  act_at     timestamptz not null,
  arrived_at timestamptz,
  primary key (dossier_id, act, act_at)
);
