"""Faults planted in what is compared with a corte. planted.py says how to read it."""

HERE = "test_compared.py"
FROZEN = [f"{HERE}::test_the_before_is_what_was_frozen_and_not_what_october_is_now"]

COMPARED = {
    "sig_metrics/corte/compared.py": [
        (
            "corte_before_is_of_today",
            "        with using(definitions_of(LocalStore(self.store), self.corte)):\n"
            "            return question(self.dataset, self.scope, *given)\n",
            "        return question(self.now, self.scope, *given)\n",
            [f"{HERE}::test_one_filter_was_frozen_and_two_are_asked_of_its_own_data"],
        ),
        (
            "corte_figures_are_of_today",
            "kept = {each.name: self.figures.measures(each, self.scope, by) for each in asked}",
            "kept = {each.name: [m for m in measures(self.now, (each,), self.scope, by)] for each in asked}",
            FROZEN,
        ),
        (
            "corte_compared_is_the_last",
            "if str(each.number) == number), None)",
            "if number), None)",
            [f"{HERE}::test_each_is_asked_by_its_own_number"],
        ),
        (
            "corte_another_definition_is_not_told",
            "return bool(then) and then != definition_of(self.now.catalog, indicator)",
            "return not then",
            [f"{HERE}::test_another_definition_is_told_wherever_its_figure_is"],
        ),
        (
            "corte_let_go_is_compared_with",
            "    if corte.released_at:\n        raise refuse",
            "    if corte.released_at and not corte.hash:\n        raise refuse",
            [f"{HERE}::test_one_that_cannot_be_compared_with_says_why"],
        ),
        (
            "corte_came_by_its_day",
            "        start = date(self.cutoff.year - 1, 12, 31)\n",
            "        start = self.cutoff\n",
            [f"{HERE}::test_what_changed_tells_what_came_what_fell_and_the_load"],
        ),
        (
            "corte_corrections_by_the_month",
            '        return load["load"] > last if',
            '        return load["load"] < last if',
            [f"{HERE}::test_what_changed_tells_what_came_what_fell_and_the_load"],
        ),
    ],
    "sig_metrics/corte/frozen.py": [
        (
            "corte_of_a_filter_is_the_whole",
            "row = self.values.get((indicator.name, month, group))",
            "row = self.values.get((indicator.name, month, ()))",
            [f"{HERE}::test_one_filter_was_frozen_and_two_are_asked_of_its_own_data"],
        ),
    ],
    "sig_metrics/corte/until_now.py": [
        (
            "corte_a_part_beside_the_whole",
            "groups = {name: figures.group_of(each, scope) for name, each in asked.items()}",
            "groups = {name: figures.group_of(each, before.scope)[:0] for name, each in asked.items()}",
            [f"{HERE}::test_a_change_is_told_apart_by_why"],
        ),
    ],
}
