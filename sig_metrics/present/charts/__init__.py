"""Tables to figures, one small module a form; colours by meaning, from `theme.py`, in one place.

Each function returns a plotly `go.Figure` without data access; `alt` functions say in words what it shows.
"""

from sig_metrics.present.charts.ageing import ageing_alt, ageing_bars
from sig_metrics.present.charts.beside import Versus
from sig_metrics.present.charts.curve import cumulative_curve, curve_alt
from sig_metrics.present.charts.domains import domain_bars, domains_alt
from sig_metrics.present.charts.flow import case_flow, flow_alt
from sig_metrics.present.charts.flow import missing as flow_missing
from sig_metrics.present.charts.funnel import funnel_alt, funnel_chart
from sig_metrics.present.charts.heat import heat_alt, risk_heat
from sig_metrics.present.charts.line import indicator_line, line_alt
from sig_metrics.present.charts.milestones import milestone_bars, milestones_alt
from sig_metrics.present.charts.moves import move_bars, moves_alt
from sig_metrics.present.charts.multiples import multiples_alt, small_multiples
from sig_metrics.present.charts.pareto import pareto_alt, pareto_bars, pareto_rows
from sig_metrics.present.charts.process import between_chart, process_alt, process_chart
from sig_metrics.present.charts.ranked import progress_alt, progress_bars
from sig_metrics.present.charts.ranking import value_bars, values_alt
from sig_metrics.present.charts.severity import severity_alt, severity_stack
from sig_metrics.present.charts.shares import plan_alt, plan_bars, share_bars, shares_alt
from sig_metrics.present.charts.slip import slip_alt, slip_chart
from sig_metrics.present.charts.stacked import stacked_alt, stacked_bars
from sig_metrics.present.charts.survival import survival_alt, survival_curve
from sig_metrics.present.charts.trends import series_alt, series_lines
from sig_metrics.present.charts.versions import versions_alt, versions_curve
from sig_metrics.present.charts.years import years_alt, years_line

__all__ = [
    "Versus",
    "ageing_alt",
    "ageing_bars",
    "between_chart",
    "case_flow",
    "cumulative_curve",
    "curve_alt",
    "domain_bars",
    "domains_alt",
    "flow_alt",
    "flow_missing",
    "funnel_alt",
    "funnel_chart",
    "heat_alt",
    "indicator_line",
    "line_alt",
    "milestone_bars",
    "milestones_alt",
    "move_bars",
    "moves_alt",
    "multiples_alt",
    "pareto_alt",
    "pareto_bars",
    "pareto_rows",
    "plan_alt",
    "plan_bars",
    "process_alt",
    "process_chart",
    "progress_alt",
    "progress_bars",
    "risk_heat",
    "series_alt",
    "series_lines",
    "severity_alt",
    "severity_stack",
    "share_bars",
    "shares_alt",
    "slip_alt",
    "slip_chart",
    "small_multiples",
    "survival_alt",
    "survival_curve",
    "stacked_alt",
    "stacked_bars",
    "value_bars",
    "values_alt",
    "versions_alt",
    "versions_curve",
    "years_alt",
    "years_line",
]
