"""Owns what is handed to a stranger of one fact, or of the growth of a log: a document that proves it alone.

It holds the checkpoint that was signed and the hashes that lead to its root; who has the public key needs nothing
else."""

from sig_metrics.store.ledger.merkle import Read, consistency, consistent, included, inclusion, leaf_hash
from sig_metrics.store.ledger.note import Checkpoint, NoteError, Verifier, checkpoint_of, opened


def fact_proof(read: Read, index: int, leaf: bytes, note: str) -> dict:
    """The proof that a fact is in the tree of a checkpoint; raises ValueError when it is not."""
    head = checkpoint_of(note.rpartition("\n\n")[0] + "\n")
    return {
        "fact": leaf.decode(),
        "index": index,
        "proof": [each.hex() for each in inclusion(read, index, head.size)],
        "checkpoint": note,
    }


def growth_proof(read: Read, before: str, note: str) -> dict:
    """The proof that the tree of a checkpoint begins with that of an older one; raises ValueError when it cannot."""
    old, head = (checkpoint_of(each.rpartition("\n\n")[0] + "\n") for each in (before, note))
    proof = [each.hex() for each in consistency(read, old.size, head.size)]
    return {"before": before, "proof": proof, "checkpoint": note}


def proves_fact(document: dict, *keys: Verifier) -> bool:
    """Whether a document proves its fact under some keys."""
    try:
        head = signed_head(document["checkpoint"], *keys)
        index, proof = document["index"], _hashes(document["proof"])
        return type(index) is int and included(leaf_hash(document["fact"].encode()), index, head.size, proof, head.root)
    except (NoteError, KeyError, ValueError, TypeError, AttributeError):
        return False


def proves_growth(document: dict, *keys: Verifier) -> bool:
    """Whether a document proves that a log only grew since its older checkpoint, under some keys."""
    try:
        old, head = signed_head(document["before"], *keys), signed_head(document["checkpoint"], *keys)
        proof = _hashes(document["proof"])
        return old.origin == head.origin and consistent(old.size, old.root, head.size, head.root, proof)
    except (NoteError, KeyError, ValueError, TypeError, AttributeError):
        return False


def signed_head(note: str, *keys: Verifier) -> Checkpoint:
    """A checkpoint that one of some keys signed, of the log that has its name; raises NoteError."""
    text, key = opened(note, *keys)
    head = checkpoint_of(text)
    if head.origin != key.name:
        raise NoteError("origin")
    return head


def _hashes(listed: list[str]) -> list[bytes]:
    found = [bytes.fromhex(each) for each in listed]
    if [each.hex() for each in found] != listed or any(len(each) != 32 for each in found):
        raise ValueError("not hashes")
    return found
