-- grain: one row a kind or unit (both NULL: all): cases open some day of the twelve months up to the cut-off that were suspended, their median days so, and those that came in again
with apart as (
    select distinct
        case_spell.case_id,
        case_spell.opening
    from case_spell
    where case_spell.register = $register
        and case_spell.since <= $cutoff
        and (case_spell.situation = 'suspended' or case_spell.opening > 1)
),

spells as (
    select
        case_spell.case_id,
        case_spell.opening,
        coalesce(arg_max(case_spell.kind, case_spell.stage), 'unknown') as kind,
        coalesce(any_value(case_spell.unit), 'unknown') as unit,
        sum(least(case_spell.until, $cutoff::date) - case_spell.since) filter (where case_spell.situation = 'suspended') as paused,
        arg_max(coalesce(case_spell.until, date '9999-12-31'), case_spell.stage) as until
    from case_spell
    join apart
        on apart.case_id = case_spell.case_id
        and apart.opening = case_spell.opening
    where case_spell.register = $register
        and case_spell.since <= $cutoff
        and ($unit is null or case_spell.unit = $unit)
    group by
        case_spell.case_id,
        case_spell.opening
)

select
    spells.kind,
    spells.unit,
    count(spells.paused) as suspended,
    median(spells.paused) as suspended_days,
    count(*) filter (where spells.opening > 1) as reopened
from spells
where spells.until > last_day($cutoff::date - interval 12 month)
group by grouping sets ((), (spells.kind), (spells.unit))
