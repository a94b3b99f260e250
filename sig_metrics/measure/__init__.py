"""What turns a dataset into numbers, states and sentences. Called, the room gives the value of an indicator:
`sig.measure(…)`."""

import sys
from types import ModuleType


class _Room(ModuleType):
    """The room, which the face calls by the name of what it does: a package keeps its parts under their own names."""

    def __call__(self, dataset, indicator, scope):
        """The Measure of one indicator in a scope."""
        from sig_metrics.measure.compute import measure

        return measure(dataset, indicator, scope)


sys.modules[__name__].__class__ = _Room
