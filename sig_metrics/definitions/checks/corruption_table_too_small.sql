-- grain: one row a cell of a table by state or kind, of a year whose shown totals cannot prove 24 complaints (96, by quarter and state)
-- A rounded count may be 2 under what it shows, «<5» may be 0: only what is certain counts.
with totals as (
    select
        corruption_status.year,
        sum(greatest(coalesce(try_cast(corruption_status.count_shown as integer), 0) - 2, 0)) as at_least
    from corruption_status
    where corruption_status.tabulation = 'national_total'
        and corruption_status.semester in ('first', 'second')
    group by corruption_status.year
)

select
    corruption_status.year,
    corruption_status.tabulation,
    corruption_status.category
from corruption_status
left join totals on totals.year = corruption_status.year
where corruption_status.tabulation in ('by_state', 'year_kind', 'quarter_state')
    and coalesce(totals.at_least, 0) < case corruption_status.tabulation when 'quarter_state' then 96 else 24 end
