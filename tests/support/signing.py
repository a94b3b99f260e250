"""Signs a PDF as the tool of the State would: an update appended to the file, by a certificate made here that nobody trusts."""

import io
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from asn1crypto import keys, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

PERSON = "Nombre Apellido Inventado"  # of a certificate: nothing of ours may keep it


@lru_cache(maxsize=1)
def signer() -> signers.SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    name = made.Name([made.NameAttribute(NameOID.COMMON_NAME, PERSON)])
    now = datetime.now(timezone.utc)
    certificate = (
        made.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(made.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )


def signed(content: bytes, field: str = "Firma1", seen: bool = False) -> bytes:
    """A PDF with one more signature; `seen`: with a box on its first page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    if seen:
        fields.append_signature_field(writer, fields.SigFieldSpec(field, on_page=0, box=(60, 60, 260, 120)))
    meta = signers.PdfSignatureMetadata(field_name=field)
    return signers.sign_pdf(writer, meta, signer=signer()).getvalue()
