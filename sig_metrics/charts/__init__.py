"""Tables to figures, one small module a form; colours by meaning, from `theme.py`, in one place.

Each function returns a plotly `go.Figure` without data access; `alt` functions say in words what it shows.
"""

from sig_metrics.charts.base import PLOTLY_CONFIG
from sig_metrics.charts.curve import cumulative_curve, curve_alt
from sig_metrics.charts.ranked import progress_bars, progress_alt
from sig_metrics.charts.slip import slip_alt, slip_chart
from sig_metrics.charts.versions import versions_alt, versions_curve

__all__ = ["PLOTLY_CONFIG", "cumulative_curve", "curve_alt", "progress_alt", "progress_bars", "slip_alt", "slip_chart",
           "versions_alt", "versions_curve"]  # fmt: skip
