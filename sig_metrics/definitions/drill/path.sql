-- grain: one row a case: those that took a path, by its number among the paths of its register (0: all; beyond the sixth, all the others)
select
    known_path.case_id,
    known_path.kind,
    known_path.unit,
    known_path.ut,
    known_path.opened_on,
    known_path.ended_on,
    known_path.path,
    known_path.days,
    known_path.taken,
    known_path.place
from known_path
where $place in (0, least(known_path.place, 7))
order by
    known_path.place,
    known_path.opened_on,
    known_path.case_id
