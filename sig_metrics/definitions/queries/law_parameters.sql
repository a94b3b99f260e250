-- grain: one row a parameter as it is written, with where it comes from: the program or what was loaded
select
    law_parameter.parameter,
    law_parameter.title,
    law_parameter.value,
    law_parameter.since,
    law_parameter.until,
    law_parameter.source,
    law_parameter.origin
from law_parameter
order by law_parameter.parameter, law_parameter.since
