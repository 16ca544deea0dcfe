"""What happens by itself: drafts are published, files erased, figures fetched if switched on."""

from datetime import datetime

from ledger import desk, quarantine
from ledger.ledger import Conflict, Ledger, NothingToPublish, NotNow
from loaders import pulling
from loaders.drafting import NotCompared, Refused, publish


def run(ledger: Ledger, now: datetime, why_erased: str) -> None:
    """Publish what is due; what cannot be published is marked, and the public stays as it was."""
    for draft in desk.due(ledger, now):
        by = draft.decided_by or draft.drafted_by
        try:
            publish(ledger, draft, by, draft.note)
        except NotNow:
            continue
        except (Conflict, NotCompared, NothingToPublish, Refused) as reason:
            desk.move(ledger, draft.id, "fail", by, type(reason).__name__)
    quarantine.erase_old(ledger, now, why_erased)


def fetch(ledger: Ledger, now: datetime) -> None:
    """Fetch from publishers what is scheduled and due, one after the other."""
    for source in pulling.due(ledger, now):
        pulling.pull(ledger, source)
