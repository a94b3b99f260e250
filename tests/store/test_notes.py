"""Proves signed notes, keys and checkpoints by the examples that C2SP published, and that nothing else is read."""

import pytest

from sig_metrics.store.ledger.note import (
    Checkpoint,
    NoteError,
    Signer,
    checkpoint_of,
    opened,
    signed_by,
    signer_of,
    verifier_of,
)

# signed-note.md
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = """This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
"""
# tlog-checkpoint.md
CHECKPOINT = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
"""


def refused(code: str, function, *given) -> None:
    with pytest.raises(NoteError) as caught:
        function(*given)
    assert caught.value.code == code


def test_the_published_note_is_signed_by_the_published_key():
    key = verifier_of(VKEY)
    assert (key.name, key.mark.hex(), str(key)) == ("example.com/foo", "530d903a", VKEY)
    assert opened(NOTE, key) == ("This is an example message.\n", key)
    assert signed_by(NOTE) == "example.com/foo+530d903a"


def test_the_published_checkpoint_is_read():
    found = checkpoint_of(CHECKPOINT)
    assert (found.origin, found.size) == ("example.com/behind-the-sofa", 20852163)
    assert found.root.hex() == "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"
    assert str(found) == CHECKPOINT


def test_every_character_of_a_note_counts():
    """Also those that another reader of base64 would let pass."""
    key = verifier_of(VKEY)
    for n in range(len(NOTE)):
        for other in ("", "\n", "A", "b", "=", "N", NOTE[n] * 2):  # the last «M» and «N» are the same bytes
            changed = NOTE[:n] + other + NOTE[n + 1 :]
            if changed != NOTE:
                with pytest.raises(NoteError):
                    opened(changed, key)
    for more in (" ", "\n", "x", NOTE.splitlines()[-1] + "\n"):
        with pytest.raises(NoteError):
            opened(NOTE + more, key)


def test_a_key_signs_what_its_public_half_opens_and_no_other():
    signer = Signer("sig/prueba", bytes(range(32)))
    assert signer_of(signer.kept()) == signer and verifier_of(str(signer.verifier)) == signer.verifier
    # RFC 8032 § 5.1.5, of the secret 000102…1f: the public half that every implementation gives
    assert signer.verifier.public.hex() == "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"
    note = signer.note("hola\n")
    assert opened(note, verifier_of(VKEY), signer.verifier) == ("hola\n", signer.verifier)
    refused("unknown_key", opened, note, verifier_of(VKEY))
    refused("unknown_key", opened, note)
    refused("unknown_key", opened, note, Signer("sig/otra", signer.secret).verifier)
    refused("unknown_key", opened, note, Signer("sig/prueba", bytes(32)).verifier)
    assert "0001" not in repr(signer) and signer.kept().split("+")[-1].strip() not in repr(signer)


@pytest.mark.parametrize(
    "wrong",
    [
        VKEY.replace("foo", "fo"),  # the mark is of another name
        VKEY.replace("530d903a", "530d903b"),
        VKEY.replace("530d903a", "530D903A"),
        VKEY[:-1] + "l",  # another key
        VKEY + "AAAA",
        "example.com/foo",
        "",
        VKEY.replace("example.com/foo", "example com/foo"),
        VKEY.replace("+Aek", "+Bek"),  # the kind of ECDSA
    ],
)
def test_what_is_no_key_is_refused(wrong):
    with pytest.raises(NoteError):
        verifier_of(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        CHECKPOINT + "x\n",
        CHECKPOINT[:-1],
        CHECKPOINT.replace("20852163", "020852163"),
        CHECKPOINT.replace("20852163", "-1"),
        CHECKPOINT.replace("q2I=", "q2J="),  # bits that are thrown away
        CHECKPOINT.replace("q2I=", "q2I"),
        "\n" + CHECKPOINT,
        CHECKPOINT.replace("\n", "\r\n"),
    ],
)
def test_what_is_no_checkpoint_is_refused(wrong):
    refused("form", checkpoint_of, wrong)


def test_a_tree_of_no_leaves_is_a_checkpoint_too():
    empty = "sig/x\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    assert str(checkpoint_of(empty)) == empty and isinstance(checkpoint_of(empty), Checkpoint)
