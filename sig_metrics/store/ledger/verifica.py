"""Comprueba este paquete sin el programa que lo hizo: python verifica.py [CLAVE [PUNTO_ANTERIOR]]
CLAVE: la clave pública que la entidad publicó. PUNTO_ANTERIOR: el archivo de un punto de control que usted guardó.
Pide Python 3.11 y el paquete «cryptography». Dice CONFORME (y termina con 0) o NO CONFORME (con 1) y por qué."""

import json
import re
import sys
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def read(note, *vkeys):  # las líneas de un texto, si lo firma una de las claves (nombre + marca + clave pública)
    text, _, line = note.rpartition("\n\n")
    for name, mark, key in (vkey.split("+", 2) for vkey in vkeys):
        key, raw = b64decode(key, validate=True), b64decode(line.rpartition(" ")[2])
        good = key[:1] == b"\1" and mark == sha256(name.encode() + b"\n" + key).hexdigest()[:8] == raw[:4].hex()
        if good and line == f"— {name} {b64encode(raw).decode()}\n":
            Ed25519PublicKey.from_public_bytes(key[1:]).verify(raw[4:], f"{text}\n".encode())
            return text.split("\n")
    raise ValueError("hay una firma que no es de la clave del registro")


def check(trusted="", older="", here=Path(__file__).resolve().parent):  # (si conforma, qué no) de cada cosa
    files = {path.relative_to(here).as_posix(): path.read_bytes() for path in here.rglob("*") if path.is_file()}
    keys = files["registro/claves.txt"].decode().splitlines()
    yield trusted in ("", keys[-1]), f"la clave del paquete no es la que usted dio, sino {keys[-1]}"
    title, *lines = read(files.pop("MANIFIESTO.txt").decode(), keys[-1])
    listed, peaks, roots = {line[66:]: line[:64] for line in lines}, [], []
    for name in sorted({*files, *listed}):
        yield sha256(files.get(name, b"?")).hexdigest() == listed.get(name), f"«{name}» falta, sobra o se cambió"
    facts = [*map(json.loads, leaves := files["registro/hechos.jsonl"].split(b"\n")[:-1])]
    yield [fact["n"] for fact in facts] == list(range(len(facts))), "los hechos no están en orden"
    yield [fact["vkey"] for fact in facts if fact["event"] in ("begin", "key")] == keys, "las claves son otras"
    for size, leaf in enumerate(leaves, 1):  # el árbol de RFC 6962
        peaks += [sha256(b"\0" + leaf).digest()]
        while not size & 1:
            peaks[-2:], size = [sha256(b"\1" + peaks[-2] + peaks[-1]).digest()], size >> 1
        roots.append(peaks[-1])
        for peak in peaks[-2::-1]:
            roots[-1] = sha256(b"\1" + peak + roots[-1]).digest()
    notes = re.split(r"(?<=\n)\n(?!—)", files["registro/puntos.txt"].decode())
    for note in [*notes, *([Path(older).read_text(encoding="utf-8")] if older else [])]:
        origin, size, root = read(note, *keys)
        yield f"{origin}/paquete" == title, "un punto de control es de otro registro"
        yield b64encode(roots[int(size) - 1]).decode() == root, f"el punto de {size} hechos no es de estos"
    yield read(notes[-1], keys[-1])[1] == str(len(roots)), "hay hechos que nadie firmó"
    yield all(sha256(files[name]).hexdigest() == listed[name] for name in listed), "hay archivos que se cambiaron"
    whose = "que usted dio" if trusted else "que trae el paquete (compárela con la que la entidad publicó)"
    print(f"{origin}: {len(files) + 1} archivos y {len(roots)} hechos. Clave {whose}: {keys[-1]}")


try:
    fault = next((said for conforms, said in check(*sys.argv[1:3]) if not conforms), "")
except Exception as error:
    fault = str(error) or "una firma no es de lo que firma"
sys.exit(print(f"NO CONFORME: {fault}" if fault else "CONFORME") or bool(fault))
