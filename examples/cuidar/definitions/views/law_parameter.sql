-- grain: one row a parameter as it is written (parameter × first day): the store's own, then the program's
select
    parameter.parameter,
    parameter.title,
    parameter.value,
    parameter.since,
    parameter.until,
    parameter.source,
    'store' as origin
from parameter
union all
select
    program_parameter.parameter,
    program_parameter.title,
    program_parameter.value,
    program_parameter.since,
    program_parameter.until,
    program_parameter.source,
    'program' as origin
from program_parameter
anti join parameter
    on parameter.parameter = program_parameter.parameter
    and parameter.since = program_parameter.since
