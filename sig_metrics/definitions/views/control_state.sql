-- grain: one row a month end × control of the SoA version in force that day, with its last review dated by then
-- A review made under an earlier version stands until the control is reviewed again; without any it was never verified.
with versions as (
    select
        soa_control.version,
        min(soa_control.valid_from) as valid_from
    from soa_control
    group by soa_control.version
),

ruling as (
    select
        month_end.period,
        versions.version,
        row_number() over (
            partition by month_end.period
            order by versions.valid_from desc, versions.version desc
        ) as turn
    from month_end
    join versions on versions.valid_from <= month_end.period
),

reviews as (
    select
        month_end.period,
        soa_control.control,
        soa_control.implementation,
        soa_control.reviewed_on,
        row_number() over (
            partition by month_end.period, soa_control.control
            order by soa_control.reviewed_on desc, soa_control.valid_from desc, soa_control.version desc
        ) as turn
    from month_end
    join soa_control
        on soa_control.valid_from <= month_end.period
        and soa_control.reviewed_on <= month_end.period
)

select
    ruling.period,
    ruling.version,
    soa_control.control,
    soa_control.domain,
    soa_control.owner,
    soa_control.applies,
    coalesce(reviews.implementation, 'never_verified') as implementation,
    reviews.reviewed_on
from ruling
join soa_control on soa_control.version = ruling.version
left join reviews
    on reviews.period = ruling.period
    and reviews.control = soa_control.control
    and reviews.turn = 1
where ruling.turn = 1
