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
  select date_trunc('month', timezone('UTC', moment) + interval '7 hours')::date
    + case when extract(day from timezone('UTC', moment) + interval '7 hours') >= 15 then 14 else 0 end
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

-- The columns of it that are summed up, in their order.
create view star.flow_column as
  select attname as name, attnum as place from pg_attribute
  where attrelid = 'star.flow'::regclass and attnum > 6 and not attisdropped;

-- The sums of the dossiers in some table or view of their columns, in one order for every feed, so that two of them never wait for each other.
-- A text and no function of a row: PostgreSQL then reads columns instead of making a row of sixty for each of them.
create function star.flow_of(dossiers text) returns text language sql immutable as $text$
  select format($$
    select block, receiving, competent, sector, procedure_code, channel,
      sum(received)::int as received, sum(receipt_late)::int as receipt_late, sum(receipt_unknown)::int as receipt_unknown,
      sum(finished)::int as finished, sum(early)::int as early, sum(on_time)::int as on_time, sum(late)::int as late, sum(granted)::int as granted,
      sum(electronic)::int as electronic, sum(electronic_result)::int as electronic_result, sum(digitised)::int as digitised,
      sum(reused)::int as reused, sum(fee_due)::int as fee_due, sum(paid_online)::int as paid_online, sum(rated)::int as rated,
      sum(satisfied)::int as satisfied, sum(on_portal)::int as on_portal, sum(end_late)::int as end_late, sum(end_unknown)::int as end_unknown,
      sum(both_late)::int as both_late, sum(both_unknown)::int as both_unknown, sum(active_seconds) as active_seconds
    from (
      select star.block_of(received_at) as block, receiving, competent, sector, procedure_code, channel,
        1 as received, coalesce(arrived_at - received_at > interval '1 day', false)::int as receipt_late,
        (arrived_at is null)::int as receipt_unknown, 0 as finished, 0 as early, 0 as on_time, 0 as late, 0 as granted, 0 as electronic,
        0 as electronic_result, 0 as digitised, 0 as reused, 0 as fee_due, 0 as paid_online, 0 as rated, 0 as satisfied, 0 as on_portal,
        0 as end_late, 0 as end_unknown, 0 as both_late, 0 as both_unknown, 0::numeric as active_seconds
      from %1$s where not voided and not deleted and status <> 1
      union all
      select star.block_of(finished_at), receiving, competent, sector, procedure_code, channel,
        0, 0, 0, 1,
        coalesce(punctuality = 'early' and outcome = 'resolved', false)::int,
        coalesce(punctuality <> 'late' and not (punctuality = 'early' and outcome = 'resolved'), false)::int,
        coalesce(punctuality = 'late', false)::int,
        coalesce(outcome = 'resolved', false)::int, electronic::int,
        coalesce(outcome = 'resolved' and result_file, false)::int,
        coalesce(outcome = 'resolved' and result_file and papers_scanned > 0, false)::int,
        coalesce(outcome = 'resolved' and papers_reused > 0, false)::int,
        coalesce(fee_vnd > 0, false)::int, coalesce(fee_vnd > 0 and paid_online_vnd > 0, false)::int,
        (rating is not null)::int, coalesce(rating in ('satisfied', 'very_satisfied'), false)::int, (portal_state = 'sent')::int,
        coalesce(finish_arrived_at - finished_at > interval '1 day', false)::int, (finish_arrived_at is null)::int,
        coalesce(finish_arrived_at - finished_at > interval '1 day' and arrived_at - received_at > interval '1 day', false)::int,
        (finish_arrived_at is null and arrived_at is null)::int,
        case when outcome = 'resolved' then greatest(0, extract(epoch from finished_at - received_at) - paused_seconds) else 0 end
      from %1$s where not voided and not deleted and status <> 1 and finished_at is not null
    ) as act
    group by 1, 2, 3, 4, 5, 6
    order by 1, 2, 3, 4, 5, 6
  $$, dossiers)
$text$;

-- What star.flow has to be, from the dossiers themselves: fills it, proves it and repairs it.
do $$ begin
  execute 'create view star.flow_expected as ' || star.flow_of('star.dossier');
end $$;
insert into star.flow select * from star.flow_expected;

-- Adds the rows that came (1) or takes those away that went (-1).
create function star.add_flow() returns trigger language plpgsql as $$
begin
  if not exists (select from changed) then
    return null;
  end if;
  execute format('insert into star.flow as held select block, receiving, competent, sector, procedure_code, channel, %s from (%s) as act
    on conflict (block, receiving, competent, sector, procedure_code, channel) do update set %s',
    (select string_agg(format('%s * %I', tg_argv[0], name), ', ' order by place) from star.flow_column),
    star.flow_of('changed'),
    (select string_agg(format('%1$I = held.%1$I + excluded.%1$I', name), ', ' order by place) from star.flow_column));
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
