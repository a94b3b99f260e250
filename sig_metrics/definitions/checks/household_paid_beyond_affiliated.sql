-- grain: one row a bimester × territorial unit with more households paid than affiliated
select
    household.year,
    household.bimester,
    household.ut,
    household.affiliated,
    household.paid
from household
where household.paid > household.affiliated
