-- grain: one row, or none: the days that can be counted, and the last one whose days by decree are known
-- What is declared complete is believed only as far as every year has holidays: no year is without them.
with declared as (
    select
        max(law_coverage.since) filter (where law_coverage.part = 'holiday') as first_day,
        max(law_coverage.until) filter (where law_coverage.part = 'holiday') as last_day,
        max(law_coverage.since) filter (where law_coverage.part = 'decree') as decrees_since,
        max(law_coverage.until) filter (where law_coverage.part = 'decree') as decrees_until
    from law_coverage
),

years as (
    select unnest(generate_series(year(declared.first_day), year(declared.last_day))) as year
    from declared
),

kept as (
    select
        years.year,
        exists (
            select 1
            from law_calendar
            where year(law_calendar.day) = years.year
                and law_calendar.kind = 'holiday'
                and law_calendar.scope = 'nacional'
        ) as has_holidays
    from years
),

first_kept as (
    select min(kept.year) as first_year
    from kept
    where kept.has_holidays
),

sound as (
    select
        first_kept.first_year,
        coalesce(
            min(kept.year) filter (where not kept.has_holidays and kept.year > first_kept.first_year) - 1,
            max(kept.year)
        ) as last_year
    from first_kept
    cross join kept
    where first_kept.first_year is not null
    group by first_kept.first_year
)

select
    greatest(declared.first_day, make_date(sound.first_year, 1, 1)) as first_day,
    least(declared.last_day, make_date(sound.last_year, 12, 31)) as last_day,
    declared.decrees_since,
    declared.decrees_until
from declared
cross join sound
