-- Which spans hold a moment is found from their start: a span of class n is shorter than 2^n days, 99 has no end yet (docs/adr/0031).
alter table star.span add column reach smallint not null generated always as (
  case when end_at = 'infinity' then 99
    else width_bucket((extract(epoch from end_at - start_at) / 86400)::float8,
      array[1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536]::float8[])
  end) stored;
create index span_held on star.span (reach, start_at);
drop index star.span_by_end;
drop index star.span_of_unit;

-- The half month that a moment lies in, by its first day: the 1st or the 15th, where the periods of the law begin (TT 01/2020/TT-VPCP).
create function star.block_of(moment timestamptz) returns date language sql immutable parallel safe as $$
  select case when extract(day from local.day) >= 15 then local.day - extract(day from local.day)::int + 15
    else local.day - extract(day from local.day)::int + 1 end
  from (select (timezone('UTC', moment) + interval '7 hours')::date as day) as local
$$;

-- Receipts and ends of the dossiers that reports count, summed up by half month and by everything that a report groups or narrows by.
create table star.flow (
  block              date not null,
  receiving          text not null,
  competent          text not null,
  sector             text not null,
  procedure_code     text not null,
  channel            smallint not null,
  received           int not null,
  receipt_late       int not null,
  receipt_unknown    int not null,
  finished           int not null,
  early              int not null,
  on_time            int not null,
  late               int not null,
  granted            int not null,
  electronic         int not null,
  electronic_result  int not null,
  digitised          int not null,
  reused             int not null,
  fee_due            int not null,
  paid_online        int not null,
  rated              int not null,
  satisfied          int not null,
  on_portal          int not null,
  end_late           int not null,
  end_unknown        int not null,
  both_late          int not null,
  both_unknown       int not null,
  active_seconds     numeric not null,
  primary key (block, receiving, competent, sector, procedure_code, channel)
) with (fillfactor = 70);

-- What one dossier adds: a row for its receipt and one for its end.
create function star.flow_of(d star.dossier) returns setof star.flow language sql immutable parallel safe as $$
  select star.block_of(d.received_at), d.receiving, d.competent, d.sector, d.procedure_code, d.channel,
    1, coalesce(d.arrived_at - d.received_at > interval '1 day', false)::int, (d.arrived_at is null)::int,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0::numeric
  where not d.voided and not d.deleted and d.status <> 1
  union all
  select star.block_of(d.finished_at), d.receiving, d.competent, d.sector, d.procedure_code, d.channel,
    0, 0, 0, 1,
    (act.early and act.granted)::int, coalesce(d.punctuality <> 'late' and not (act.early and act.granted), false)::int,
    coalesce(d.punctuality = 'late', false)::int,
    act.granted::int, d.electronic::int, (act.granted and d.result_file)::int,
    (act.granted and d.result_file and d.papers_scanned > 0)::int, (act.granted and d.papers_reused > 0)::int,
    coalesce(d.fee_vnd > 0, false)::int, coalesce(d.fee_vnd > 0 and d.paid_online_vnd > 0, false)::int,
    (d.rating is not null)::int, coalesce(d.rating in ('satisfied', 'very_satisfied'), false)::int, (d.portal_state = 'sent')::int,
    act.at_end::int, (d.finish_arrived_at is null)::int,
    (act.at_end and act.at_receipt)::int, (d.finish_arrived_at is null and d.arrived_at is null)::int,
    case when act.granted then greatest(0, extract(epoch from d.finished_at - d.received_at) - d.paused_seconds) else 0 end
  from (select
    coalesce(d.punctuality = 'early', false) as early,
    coalesce(d.outcome = 'resolved', false) as granted,
    coalesce(d.arrived_at - d.received_at > interval '1 day', false) as at_receipt,
    coalesce(d.finish_arrived_at - d.finished_at > interval '1 day', false) as at_end) as act
  where not d.voided and not d.deleted and d.status <> 1 and d.finished_at is not null
$$;

-- What star.flow has to be, from the dossiers themselves: fills it, proves it and repairs it.
create view star.flow_expected as
  select f.block, f.receiving, f.competent, f.sector, f.procedure_code, f.channel,
    sum(f.received)::int as received, sum(f.receipt_late)::int as receipt_late, sum(f.receipt_unknown)::int as receipt_unknown,
    sum(f.finished)::int as finished, sum(f.early)::int as early, sum(f.on_time)::int as on_time, sum(f.late)::int as late,
    sum(f.granted)::int as granted, sum(f.electronic)::int as electronic, sum(f.electronic_result)::int as electronic_result,
    sum(f.digitised)::int as digitised, sum(f.reused)::int as reused, sum(f.fee_due)::int as fee_due,
    sum(f.paid_online)::int as paid_online, sum(f.rated)::int as rated, sum(f.satisfied)::int as satisfied,
    sum(f.on_portal)::int as on_portal, sum(f.end_late)::int as end_late, sum(f.end_unknown)::int as end_unknown,
    sum(f.both_late)::int as both_late, sum(f.both_unknown)::int as both_unknown, sum(f.active_seconds) as active_seconds
  from star.dossier d cross join lateral star.flow_of(d) f
  group by f.block, f.receiving, f.competent, f.sector, f.procedure_code, f.channel;

insert into star.flow select * from star.flow_expected;

-- Adds the rows that came (1) or takes those away that went (-1); in one order for every feed, so that two of them never wait for each other.
create function star.add_flow() returns trigger language plpgsql as $$
declare
  sign constant int := tg_argv[0]::int;
begin
  insert into star.flow as held
    select f.block, f.receiving, f.competent, f.sector, f.procedure_code, f.channel,
      sign * sum(f.received), sign * sum(f.receipt_late), sign * sum(f.receipt_unknown), sign * sum(f.finished), sign * sum(f.early),
      sign * sum(f.on_time), sign * sum(f.late), sign * sum(f.granted), sign * sum(f.electronic), sign * sum(f.electronic_result),
      sign * sum(f.digitised), sign * sum(f.reused), sign * sum(f.fee_due), sign * sum(f.paid_online), sign * sum(f.rated),
      sign * sum(f.satisfied), sign * sum(f.on_portal), sign * sum(f.end_late), sign * sum(f.end_unknown), sign * sum(f.both_late),
      sign * sum(f.both_unknown), sign * sum(f.active_seconds)
    from changed cross join lateral star.flow_of(row(changed.*)::star.dossier) f
    group by 1, 2, 3, 4, 5, 6
    order by 1, 2, 3, 4, 5, 6
  on conflict (block, receiving, competent, sector, procedure_code, channel) do update set
    received = held.received + excluded.received,
    receipt_late = held.receipt_late + excluded.receipt_late,
    receipt_unknown = held.receipt_unknown + excluded.receipt_unknown,
    finished = held.finished + excluded.finished,
    early = held.early + excluded.early,
    on_time = held.on_time + excluded.on_time,
    late = held.late + excluded.late,
    granted = held.granted + excluded.granted,
    electronic = held.electronic + excluded.electronic,
    electronic_result = held.electronic_result + excluded.electronic_result,
    digitised = held.digitised + excluded.digitised,
    reused = held.reused + excluded.reused,
    fee_due = held.fee_due + excluded.fee_due,
    paid_online = held.paid_online + excluded.paid_online,
    rated = held.rated + excluded.rated,
    satisfied = held.satisfied + excluded.satisfied,
    on_portal = held.on_portal + excluded.on_portal,
    end_late = held.end_late + excluded.end_late,
    end_unknown = held.end_unknown + excluded.end_unknown,
    both_late = held.both_late + excluded.both_late,
    both_unknown = held.both_unknown + excluded.both_unknown,
    active_seconds = held.active_seconds + excluded.active_seconds;
  return null;
end $$;

create function star.empty_flow() returns trigger language plpgsql as $$
begin
  truncate star.flow;
  return null;
end $$;

create trigger flow_came after insert on star.dossier
  referencing new table as changed for each statement execute function star.add_flow('1');
create trigger flow_before after update on star.dossier
  referencing old table as changed for each statement execute function star.add_flow('-1');
create trigger flow_now after update on star.dossier
  referencing new table as changed for each statement execute function star.add_flow('1');
create trigger flow_went after delete on star.dossier
  referencing old table as changed for each statement execute function star.add_flow('-1');
create trigger flow_emptied after truncate on star.dossier for each statement execute function star.empty_flow();
