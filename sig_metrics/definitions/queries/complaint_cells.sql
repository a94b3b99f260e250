-- grain: one row a year × semester × category × kind of table of complaints released by the cut-off: texts already protected
select
    corruption_status.year,
    corruption_status.semester,
    corruption_status.category,
    corruption_status.count_shown,
    corruption_status.within_shown,
    corruption_status.due_shown
from corruption_status
where corruption_status.released_on <= $cutoff
    and corruption_status.tabulation in ('national_total', 'by_clock')
