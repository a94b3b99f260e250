-- grain: one row a month × territorial unit with under 40 or over 300 hours a worker, or hours without workers
-- Proposed limits: 40 hours are a week of work; 300 are 12 hours a day on 25 days.
select
    sst_hours.year,
    sst_hours.month,
    sst_hours.ut,
    sst_hours.workers,
    sst_hours.hours
from sst_hours
where (sst_hours.workers = 0 and sst_hours.hours > 0)
    or (sst_hours.workers > 0 and (sst_hours.hours > 300 * sst_hours.workers or sst_hours.hours < 40 * sst_hours.workers))
