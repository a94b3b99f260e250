-- grain: one row an alert answered without a referral, or before it was received or referred
select
    ctvc_alert.alert,
    ctvc_alert.ut,
    ctvc_alert.received_on,
    ctvc_alert.referred_on,
    ctvc_alert.answered_on
from ctvc_alert
where ctvc_alert.answered_on is not null
    and (
        ctvc_alert.referred_on is null
        or ctvc_alert.answered_on < ctvc_alert.received_on
        or ctvc_alert.answered_on < ctvc_alert.referred_on
    )
