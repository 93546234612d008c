"""Who signs: a certificate authority of this installation, made at first start, or the person's own certificate.

The root signs the leaf and the leaf signs files; both keys lie in the data folder, readable by its owner only. A root
says "these came from the same studio", not who runs it: no name of a person, a machine or a place is in it.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ORGANISATION: Final = "Pentimento"
ROOT_LIFE: Final = timedelta(days=365 * 30)
LEAF_LIFE: Final = timedelta(days=365 * 10)
"""Long, because without a time stamp a signature counts only as long as its certificate does."""
RENEW: Final = timedelta(days=365 * 5)
"""A leaf with less than this left is replaced, so that what is signed today can be checked for years."""

Key = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey


class BadCertificate(Exception):
    """The person's own certificate or key cannot be used; says why."""


@dataclass(frozen=True)
class Credential:
    """What signs: certificates from the leaf to the root (PEM), the leaf's key (PEM), the algorithm's C2PA name."""

    chain: bytes
    key: bytes
    algorithm: str

    @property
    def root(self) -> bytes:
        """The last certificate (PEM): who trusts it, trusts what we sign."""
        last = x509.load_pem_x509_certificates(self.chain)[-1]
        return last.public_bytes(serialization.Encoding.PEM)


def own(certificate: Path, key: Path) -> Credential:
    """The person's certificate chain and key.

    Raises:
        BadCertificate: unreadable, expired, or the two do not belong together.
    """
    try:
        chain, secret = certificate.read_bytes(), key.read_bytes()
        leaf = x509.load_pem_x509_certificates(chain)[0]
        private = serialization.load_pem_private_key(secret, None)
    except (OSError, ValueError, TypeError) as error:
        raise BadCertificate(f"The certificate or its key cannot be read: {error}") from error
    if private.public_key() != leaf.public_key():
        raise BadCertificate("The certificate and the key do not belong together.")
    if leaf.not_valid_after_utc < datetime.now(UTC):
        raise BadCertificate(f"The certificate ended on {leaf.not_valid_after_utc:%Y-%m-%d}.")
    return Credential(chain, secret, _algorithm(private))


def installed(folder: Path) -> Credential:
    """This installation's own, made on first use in `folder`; its leaf is renewed long before it ends."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    root_key, root = _pair(folder, "root", lambda: _issue_root())  # noqa: PLW0108  # the same shape as the next
    leaf_key, leaf = _pair(folder, "leaf", lambda: _issue_leaf(root_key, root))
    if leaf.not_valid_after_utc - datetime.now(UTC) < RENEW or leaf.issuer != root.subject:
        (folder / "leaf.pem").unlink(missing_ok=True)
        leaf_key, leaf = _pair(folder, "leaf", lambda: _issue_leaf(root_key, root))
    return Credential(_pem(leaf) + _pem(root), _secret(leaf_key), _algorithm(leaf_key))


def _pair(
    folder: Path, name: str, make: Callable[[], tuple[ec.EllipticCurvePrivateKey, x509.Certificate]]
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """Key and certificate in one file: whole or not at all, and of two processes the first one's counts."""
    path = folder / f"{name}.pem"
    if not path.exists():
        key, certificate = make()
        with NamedTemporaryFile(dir=folder, prefix=f".{name}") as file:  # mode 0600
            file.write(_secret(key) + _pem(certificate))
            file.flush()
            os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(file.name, path)
    data = path.read_bytes()
    private = serialization.load_pem_private_key(data, None)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise BadCertificate(f"{path.name} in the data folder is damaged: remove it, and a new one is made.")
    return private, x509.load_pem_x509_certificate(data)


def _issue_root() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Studio {x509.random_serial_number():x}"[:24])
    build = _begun(name, name, key, ROOT_LIFE).add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
    return key, build.add_extension(_usage(signs_files=False), True).sign(key, hashes.SHA256())


def _issue_leaf(
    root_key: ec.EllipticCurvePrivateKey, root: x509.Certificate
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    of = root.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    build = _begun(_name(str(of)), root.subject, key, LEAF_LIFE)
    build = build.add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
    build = build.add_extension(_usage(signs_files=True), True)
    build = build.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    return key, build.add_extension(issuer, False).sign(root_key, hashes.SHA256())


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, life: timedelta
) -> x509.CertificateBuilder:
    begin = datetime.now(UTC) - timedelta(hours=1)  # clocks differ
    return (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    )


def _usage(*, signs_files: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs_files, key_cert_sign=not signs_files, crl_sign=not signs_files,
        content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _name(common: str) -> x509.Name:
    parts = ((NameOID.ORGANIZATION_NAME, ORGANISATION), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _secret(key: Key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _algorithm(key: object) -> str:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        found = {256: "es256", 384: "es384", 521: "es512"}.get(key.key_size)
        if found:
            return found
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ed25519"
    if isinstance(key, rsa.RSAPrivateKey):
        return "ps256"
    raise BadCertificate("The key's kind is not one that C2PA knows: EC (P-256, P-384, P-521), Ed25519 or RSA.")
