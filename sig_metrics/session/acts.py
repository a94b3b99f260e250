"""Owns the list of the acts of a session, for whoever acts: each returns the session that it makes, and raises Refused, with
the article that says why, having written nothing."""

from sig_metrics.session.calling import attend, bring, call_again, convene, install, rearrange, resume, suspend
from sig_metrics.session.deciding import agree, arrange, authorise, conclude, debate, include, reason, vote
from sig_metrics.session.ending import also_sign, approve, close, sign

__all__ = [
    "agree",
    "also_sign",
    "approve",
    "arrange",
    "attend",
    "authorise",
    "bring",
    "call_again",
    "close",
    "conclude",
    "convene",
    "debate",
    "include",
    "install",
    "reason",
    "rearrange",
    "resume",
    "sign",
    "suspend",
    "vote",
]
