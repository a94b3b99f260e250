"""Proves the tree of the log by the vectors that Certificate Transparency published, and by the definitions of RFC
6962 written again as they read."""

import random
from hashlib import sha256

import pytest

from sig_metrics.store.ledger.merkle import (
    consistency,
    consistent,
    grown,
    in_row,
    included,
    inclusion,
    kept,
    leaf_hash,
    place,
    root,
)

# merkletree/merkle_tree_test.cc of certificate-transparency
LEAVES = [
    bytes.fromhex(each)
    for each in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {  # (leaf, size): proof
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {  # (older size, size): proof
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def row_of(leaves: list[bytes]):
    return in_row(grown(in_row(b""), 0, map(leaf_hash, leaves)))


READ = row_of(LEAVES)


def head(leaves: list[bytes]) -> bytes:
    """MTH, as RFC 6962 § 2.1 defines it."""
    if len(leaves) < 2:
        return sha256(b"\x00" + leaves[0]).digest() if leaves else sha256().digest()
    k = split(len(leaves))
    return sha256(b"\x01" + head(leaves[:k]) + head(leaves[k:])).digest()


def split(n: int) -> int:
    return max(2**e for e in range(n.bit_length()) if 2**e < n)


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH, as § 2.1.1 defines it."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), head(leaves[k:])]
    return [*path(m - k, leaves[k:]), head(leaves[:k])]


def subproof(m: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF, as § 2.1.2 defines it."""
    if m == len(leaves):
        return [] if whole else [head(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole), head(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), head(leaves[:k])]


def test_the_published_roots():
    assert root(READ, 0).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert [root(READ, size).hex() for size in range(1, 9)] == ROOTS


@pytest.mark.parametrize(("leaf", "size"), INCLUSION)
def test_the_published_proofs_of_inclusion(leaf, size):
    proof = inclusion(READ, leaf, size)
    assert [each.hex() for each in proof] == INCLUSION[leaf, size]
    assert included(leaf_hash(LEAVES[leaf]), leaf, size, proof, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("old", "size"), CONSISTENCY)
def test_the_published_proofs_of_consistency(old, size):
    proof = consistency(READ, old, size)
    assert [each.hex() for each in proof] == CONSISTENCY[old, size]
    assert consistent(old, bytes.fromhex(ROOTS[old - 1]), size, bytes.fromhex(ROOTS[size - 1]), proof)


def test_every_tree_up_to_forty_leaves_is_that_of_the_definitions():
    leaves = [f"hoja {n}".encode() for n in range(40)]
    read = row_of(leaves)
    for size in range(1, 41):
        assert root(read, size) == head(leaves[:size])
        for at in range(size):
            proof = inclusion(read, at, size)
            assert proof == path(at, leaves[:size])
            assert included(leaf_hash(leaves[at]), at, size, proof, head(leaves[:size]))
        for old in range(1, size + 1):
            proof = consistency(read, old, size)
            assert proof == subproof(old, leaves[:size], True)
            assert consistent(old, head(leaves[:old]), size, head(leaves[:size]), proof)


def test_a_tree_grows_to_the_same_row_whatever_the_steps():
    leaves = [leaf_hash(bytes([n])) for n in range(100)]
    whole = grown(in_row(b""), 0, leaves)
    for seed in range(20):
        chosen, row, size = random.Random(seed), b"", 0
        while size < 100:
            step = min(chosen.randint(1, 30), 100 - size)
            row += grown(in_row(row), size, leaves[size : size + step])
            size += step
            assert len(row) == 32 * kept(size)
        assert row == whole
    # the first leaves as they stand: two, their node, the third, the fourth, its node and theirs
    assert [place(0, n) for n in range(5)] == [0, 1, 3, 4, 7] and (place(1, 0), place(1, 1), place(2, 0)) == (2, 5, 6)


def test_a_proof_with_anything_else_is_refused():
    """Every bit of every hash, one hash less or more, two changed over, another leaf, place, size or root."""
    leaves = [bytes([n]) for n in range(21)]
    read, chosen, tried = row_of(leaves), random.Random(7), 0
    for at, size in ((0, 21), (20, 21), (13, 16), (6, 7)):
        proof, wanted, leaf = inclusion(read, at, size), head(leaves[:size]), leaf_hash(leaves[at])
        for bad in spoilt(proof, chosen):
            assert not included(leaf, at, size, bad, wanted)
            tried += 1
        others = ((leaf_hash(b"x"), at, size, wanted), (leaf, at ^ 1, size, wanted), (leaf, at, size, head(leaves[:5])))
        for other, place_, of, other_root in others:
            assert not included(other, place_, of, proof, other_root)
        assert not included(leaf, -1, size, proof, wanted) and not included(leaf, size, size, proof, wanted)
    for old, size in ((3, 21), (16, 21), (8, 16), (20, 21), (6, 7)):
        proof, before, after = consistency(read, old, size), head(leaves[:old]), head(leaves[:size])
        for bad in spoilt(proof, chosen):
            assert not consistent(old, before, size, after, bad)
            tried += 1
        assert not consistent(old, after, size, before, proof) and not consistent(old + 1, before, size, after, proof)
        for wrong in (b"x" * 32, after):
            assert not consistent(old, wrong, size, after, proof)
        assert not consistent(0, before, size, after, proof) and not consistent(size, before, old, after, proof)
    assert tried > 1000


def spoilt(proof: list[bytes], chosen: random.Random):
    for n, each in enumerate(proof):
        for bit in chosen.sample(range(256), 40):
            yield [*proof[:n], (int.from_bytes(each, "big") ^ 1 << bit).to_bytes(32, "big"), *proof[n + 1 :]]
        yield [*proof[:n], *proof[n + 1 :]]
        yield [*proof[: n + 1], each, *proof[n + 1 :]]
    yield from ([*proof[:n], proof[n + 1], proof[n], *proof[n + 2 :]] for n in range(len(proof) - 1))


def test_what_is_not_in_the_tree_has_no_proof():
    for wrong in (lambda: inclusion(READ, 8, 8), lambda: inclusion(READ, -1, 8), lambda: consistency(READ, 9, 8)):
        with pytest.raises(ValueError):
            wrong()
