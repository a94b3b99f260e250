-- grain: one row an accident whose days do not agree with its severity
-- Glosario of DS 005-2012-TR: a minor accident means returning the day after at most, so it loses no day.
select
    sst_event.id,
    sst_event.ut,
    sst_event.happened_on,
    sst_event.severity,
    sst_event.lost_days,
    sst_event.charged_days
from sst_event
where sst_event.kind = 'accident'
    and (
        (sst_event.severity = 'minor' and coalesce(sst_event.lost_days, 0) + coalesce(sst_event.charged_days, 0) > 0)
        or (sst_event.severity = 'disabling_temporary' and coalesce(sst_event.lost_days, 0) = 0)
        or (
            sst_event.severity in ('disabling_partial_permanent', 'disabling_total_permanent', 'fatal')
            and coalesce(sst_event.charged_days, 0) = 0
        )
    )
