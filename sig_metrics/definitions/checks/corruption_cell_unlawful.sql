-- grain: one row a protected cell whose category, semester or counts do not belong to its table
select
    corruption_status.year,
    corruption_status.semester,
    corruption_status.tabulation,
    corruption_status.category
from corruption_status
where (corruption_status.tabulation = 'national_total' and corruption_status.category <> 'total')
    or (
        corruption_status.tabulation = 'by_clock'
        and corruption_status.category not in ('verify', 'correct', 'evaluate', 'notify', 'grant')
    )
    or (
        corruption_status.tabulation = 'by_state'
        and corruption_status.category not in ('under_evaluation', 'referred', 'archived', 'concluded')
    )
    or (
        corruption_status.tabulation = 'year_kind'
        and corruption_status.category not in ('in_person', 'not_in_person', 'telephone')
    )
    or (
        corruption_status.tabulation = 'quarter_state'
        and not (
            corruption_status.semester = 'first' and regexp_full_match(corruption_status.category, 'q[12]_.*')
            or corruption_status.semester = 'second' and regexp_full_match(corruption_status.category, 'q[34]_.*')
        )
    )
    or (corruption_status.tabulation in ('national_total', 'by_clock') and corruption_status.semester = 'year')
    or (corruption_status.tabulation in ('by_state', 'year_kind') and corruption_status.semester <> 'year')
    or (corruption_status.tabulation <> 'national_total' and corruption_status.count_shown = '0')
    or try_cast(corruption_status.within_shown as integer) > try_cast(corruption_status.due_shown as integer)
    or (corruption_status.due_shown = '<5' and corruption_status.within_shown <> '<5')
