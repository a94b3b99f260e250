"""Owns the Merkle tree of RFC 6962: its hashes, its proofs (§ 2.1.1 and 2.1.2), and what verifies them (RFC 9162
§ 2.1.3.2 and 2.1.4.2).

The hashes of a tree are kept in one row, each after all that it covers: a leaf, and then the nodes that it completes.
So they only grow, and any node is found by its place: a new leaf, a root or a proof reads as many as the tree is
deep."""

import hashlib
from collections.abc import Callable, Iterable

HASH = 32  # bytes
EMPTY = hashlib.sha256().digest()  # the root of no leaves
Read = Callable[[int], bytes]  # the hash that is kept at a place


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def kept(size: int) -> int:
    """How many hashes a tree of some leaves keeps."""
    return 2 * size - size.bit_count()


def place(level: int, index: int) -> int:
    """Where the node of a level (0: the leaves) is kept."""
    return kept(((index + 1) << level) - 1) + level


def in_row(row: bytes | memoryview) -> Read:
    """Reads the hashes that are in memory."""
    return lambda at: bytes(row[at * HASH : (at + 1) * HASH])


def grown(read: Read, size: int, leaves: Iterable[bytes]) -> bytes:
    """The hashes to be kept after those of a tree of `size` leaves, for some more (their hashes)."""
    peaks = [_span(read, start, end) for start, end in _peaks(size)]
    row = bytearray()
    for found in leaves:
        row += found
        covered = size
        while covered & 1:
            found = node_hash(peaks.pop(), found)
            row += found
            covered >>= 1
        peaks.append(found)
        size += 1
    return bytes(row)


def root(read: Read, size: int) -> bytes:
    """The root of the first `size` leaves."""
    return _span(read, 0, size) if size else EMPTY


def inclusion(read: Read, index: int, size: int) -> list[bytes]:
    """The proof that a leaf is in a tree; raises ValueError when it is not."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    proof, start, end = [], 0, size
    while end - start > 1:
        middle = start + _left(end - start)
        if index < middle:
            proof.append(_span(read, middle, end))
            end = middle
        else:
            proof.append(_span(read, start, middle))
            start = middle
    return proof[::-1]


def consistency(read: Read, old: int, size: int) -> list[bytes]:
    """The proof that a tree begins with all the leaves of an older one; raises ValueError when it cannot."""
    if not 0 < old <= size:
        raise ValueError("no such older tree")
    proof, start, end, whole = [], 0, size, True  # `whole`: the older root is known to who verifies
    while old < end:
        middle = start + _left(end - start)
        if old <= middle:
            proof.append(_span(read, middle, end))
            end = middle
        else:
            proof.append(_span(read, start, middle))
            start, whole = middle, False
    if not whole:
        proof.append(_span(read, start, end))
    return proof[::-1]


def included(found: bytes, index: int, size: int, proof: list[bytes], wanted: bytes) -> bool:
    """Whether a proof takes the hash of a leaf to a root."""
    if not 0 <= index < size:
        return False
    at, last = index, size - 1
    for each in proof:
        if not last:
            return False
        if at & 1 or at == last:
            found = node_hash(each, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, each)
        at, last = at >> 1, last >> 1
    return not last and found == wanted


def consistent(old: int, old_root: bytes, size: int, new_root: bytes, proof: list[bytes]) -> bool:
    """Whether a proof shows that a tree begins with all the leaves of an older one, which has one at least."""
    if not 0 < old <= size or old == size:
        return old == size > 0 and not proof and old_root == new_root
    if not old & (old - 1):
        proof = [old_root, *proof]
    if not proof:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = proof[0]
    for each in proof[1:]:
        if not last:
            return False
        if at & 1 or at == last:
            before, after = node_hash(each, before), node_hash(each, after)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, each)
        at, last = at >> 1, last >> 1
    return not last and before == old_root and after == new_root


def _left(size: int) -> int:
    """The greatest power of two that is less than a size."""
    return 1 << (size - 1).bit_length() - 1


def _peaks(size: int) -> list[tuple[int, int]]:
    """The whole subtrees of a tree, from left to right, as (first leaf, after the last)."""
    found, start = [], 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            found.append((start, start + (1 << level)))
            start += 1 << level
    return found


def _span(read: Read, start: int, end: int) -> bytes:
    """The root of some leaves; `start` is where a subtree begins."""
    size = end - start
    if not size & (size - 1):
        level = size.bit_length() - 1
        return read(place(level, start >> level))
    middle = start + _left(size)
    return node_hash(_span(read, start, middle), _span(read, middle, end))
