import { z } from 'zod'
import type { SqlDatabase } from '#sync-server/warehouse/sql/sql-database.ts'

/**
 * Fills the star schema with `size` dossiers of the last two years in 96 communes, made by the database itself: two in a hundred are still in
 * hand, one in twelve was late. Of sixty procedures a few are most of the work, as at a real desk.
 */
export async function fillFigures(database: SqlDatabase, size: number, now: string): Promise<void> {
  // The sums are made at once at the end, as a migration does, not row by row.
  await database.script('truncate star.dossier, star.span; alter table star.dossier disable trigger flow_came')
  await database.query(dossiers, [size, now])
  await database.script('alter table star.dossier enable trigger flow_came; insert into star.flow select * from star.flow_expected')
  await database.query(spans, [])
  // Each by itself: it runs in no transaction.
  for (const table of ['star.dossier', 'star.span', 'star.flow']) await database.query(`vacuum analyze ${table}`)
  const rows = z.array(z.object({ dossiers: z.number() })).parse(await database.query('select count(*) as dossiers from star.dossier'))
  if (rows[0]?.dossiers !== size) throw new Error(`filled ${rows[0]?.dossiers} of ${size} dossiers`)
}

const sectors = "(array['Hộ tịch','Chứng thực','Đất đai','Bảo trợ xã hội','Hộ kinh doanh','Xây dựng','Giáo dục','Người có công'])"

const dossiers = `
  insert into star.dossier (dossier_id, schema_version, code, procedure_code, procedure_version, sector, receiving, competent, members, channel,
    applicant_type, status, desk_name, received_by, received_at, received_day, due_at, duration_unit, finished_at, finished_day, outcome, punctuality,
    supplements, pauses, paused_now, paused_seconds, papers, papers_scanned, papers_reused, pages, result_file, electronic, money_state, fee_vnd,
    paid_vnd, paid_online_vnd, delivery_method, portal_state, open_cases, voided, flags, source_id, rev, generation, conflict, deleted)
  select 'dossier:' || lpad(n::text, 26, '0'), 1, 'H53.' || (27700 + n % 96) || '-' || n, '1.' || lpad(procedure::text, 6, '0'), '1',
    ${sectors}[1 + procedure % 8], 'h53-' || (27700 + n % 96), 'h53-' || (27700 + n % 96), array['h53-' || (27700 + n % 96)], 1 + (hashint4(-n) & 1023) % 3,
    'citizen', case when is_open then 4 else 10 end, 'Quầy 1', 'person:an.nt', received, received::date, received + interval '5 days', 'working_day',
    finished, finished::date, case when is_open then null else 'resolved' end,
    case when is_open then null when n % 12 = 0 then 'late' when n % 3 = 0 then 'on_time' else 'early' end,
    0, 0, false, 0, 3, 2, 0, 3, true, n % 4 = 0, 'paid', 8000, 8000, 0, 'counter', 'not_sent', 0, false, '{}', 1, '1-a', 1, false, false
  from (
    select n, received, is_open, floor(60 * ((hashint4(n) & 1048575) / 1048576.0) ^ 2)::int as procedure,
      case when is_open then null else received + (1 + n % 7) * interval '1 day' end as finished
    from (
      select n, $2::timestamptz - interval '730 days' * (1 - n::float8 / $1) as received,
        n > $1 * 0.995 or (n % 199 = 0 and n > $1 * 0.9) as is_open
      from generate_series(1, $1::int) as n
    ) as a
  ) as b`

const spans = `
  insert into star.span (dossier_id, ordinal, start_at, end_at, state, late_from, receiving, competent, sector, procedure_code, channel)
  select dossier_id, 0, received_at, coalesce(finished_at, 'infinity'), 'running', due_at, receiving, competent, sector, procedure_code, channel
  from star.dossier`
