"""Texts that break programs, of our own making: each entry is a class of its own, with a name that a failure can show.

None holds personal data, none is an Excel error nor a code turned into a power of ten: those are refused, and proved elsewhere.
"""

PLAIN = {
    "zero": "0", "minus": "-", "dot": ".", "null word": "NULL", "none": "None", "nil": "nil", "undefined": "undefined", "true": "True", "false": "false",
    "nan": "NaN", "infinity": "-Infinity", "not available": "N/A", "void": "(void)", "hexadecimal": "0xFF", "leading zeros": "000123", "power": "1e1000",
    "fraction": "1/2", "percent": "100%", "money": "S/ 1,234.50", "big": "9" * 60, "negative zero": "-0.0", "underscores": "1_000", "version": "1.2.3.4",
    "formula": "=1+1", "formula of a program": "=cmd|'/C calc'!A0", "formula plus": "+1+1", "formula minus": "-1+1", "formula at": "@SUM(A1)",
    "formula link": '=HYPERLINK("http://x.example";"ver")', "formula dde": '=DDE("cmd";"/C calc";"x")', "formula in quotes": '"=1+1"', "formula brace": "{=1+1}",
    "sql quote": "'; drop table deliverable; --", "sql or": "1' or '1'='1", "sql comment": "/* x */ -- y", "sql function": "read_csv('/etc/passwd')",
    "sql dollar": "$$ select 1 $$", "sql parameter": "? :1 $name %s {0}", "identifier": '"; attach \'x.db\' as y; --', "wildcards": "% _ * ?",
    "script": "<script>alert(1)</script>", "image": "<img src=x onerror=alert(1)>", "vector": "<svg/onload=alert(1)>", "entity": "&lt;b&gt; &amp; &#60;",
    "closing tag": "</td></table></style>", "comment": "<!-- x -->", "data address": "data:text/html,<b>x</b>", "script address": "javascript:alert(1)",
    "cdata": "<![CDATA[x]]>", "document type": "<!DOCTYPE a>", "processing": "<?xml version='1.0'?>", "markdown": "**x** _y_ `z` ~~w~~",
    "markdown link": "[x](http://x.example)", "markdown image": "![x](http://x.example/y.png)", "markdown heading": "# x", "markdown table": "|a|b|", "icon": ":material/delete:",
    "colour": ":red[x]", "latex": r"$\frac{1}{0}$", "latex block": r"$$\input{/etc/passwd}$$", "template": "{{7*7}}", "template python": "{0.__class__}", "f-string": "{x!r:>10}",
    "shell": "$(touch x)", "backticks": "`touch x`", "pipe": "| cat /etc/passwd", "semicolon": "a;b;c", "variable": "$HOME %PATH%", "path": "../../etc/passwd",
    "windows path": "C:\\Windows\\x", "device": "CON", "network path": r"\\servidor\x", "glob": "[a-z]*?.{csv,xlsx}", "escape": r"\n\t\x00\u0041", "octal": r"\101",
    "quote": '"', "two quotes": '""', "apostrophe": "'", "leading apostrophe": "'=1", "mixed quotes": "\"'`´‘’“”«»", "comma": "a,b,c", "pipes": "a|b|c",
    "tab inside": "a\tb", "line break": "a\nb", "two breaks": "a\n\nb", "only marks": "!@#$%^&*()_+-=[]{}\\|;:,./<>?", "long word": "x" * 5000, "long text": ("palabra " * 2000).strip(),
    "limit": "á" * 32_767, "accents": "áéíóúüñÁÉÍÓÚÜÑ", "other latin": "ßøåçłžÿ", "greek": "αβγΩ", "cyrillic": "Привет", "homoglyph": "Аctа", "chinese": "表ポあA鷗Œé",
    "korean": "사회과학원", "arabic": "مرحبا", "hebrew": "בְּרֵאשִׁית", "thai": "สวัสดี", "devanagari": "नमस्ते", "digits arabic": "١٢٣", "digits wide": "１２３", "wide letters": "ＡＢＣ",
    "mathematical": "𝓗𝓸𝓵𝓪", "roman numeral": "Ⅻ", "fractions": "½⅓", "superscripts": "x²₃", "ligature": "ﬁ", "emoji": "😀", "emoji skin": "👩🏽‍💻".replace("\u200d", ""), "flag": "🇵🇪",
    "keycap": "1️⃣", "combining": "Z\u0351\u0352\u0360x\u0334", "dotless": "ıİ", "long s": "ſ", "currency": "€£¥₿", "symbols": "°ºª№™®", "dashes": "‐‑–—―−", "ellipsis": "…", "bullets": "• ◦ ▪",
    "arrows": "→⇒↯", "boxes": "█▓▒░", "private use": "\ue000", "replacement twin": "ÿþ", "noncharacter plane": "\U0001fffd", "right quote in name": "O’Higgins", "sheet cell": "'Hoja 1'!A1",
    "excel escape": "_x0041_", "excel escape low": "_x000d_", "date": "2021-13-45", "date american": "13/31/2021", "time": "25:61", "month": "MAR-21", "gene": "SEPT2",
    "boolean of excel": "VERDADERO", "separator": "sep=;", "total inside": "El total es 5", "note inside": "Nota al pie", "json": '{"a": [1, null]}', "yaml": "a: &x [*x]",
    "toml": "[[a]]", "regex": "^(a+)+$", "regex evil": "a" * 40 + "!", "uuid": "00000000-0000-0000-0000-000000000000", "log forging": "ok INFO user=root", "http": "GET / HTTP/1.1",
    "unassigned": "\u0378", "line separator": "a\u2028b", "paragraph separator": "a\u2029b", "no-break space inside": "a\u00a0b", "thin space": "a\u2009b", "ideographic space": "a\u3000b",
}  # fmt: skip
# What is taken out of a text, and told; the rest of it stays.
UNSEEN = {
    "zero width": "a\u200bb", "joiner": "a\u200db", "byte order mark": "\ufeffab", "right to left": "\u202eab", "isolate": "\u2066ab\u2069", "soft hyphen": "a\u00adb",
    "bell": "a\x07b", "escape code": "\x1b[31mrojo", "delete": "a\x7fb", "next line": "a\x85b", "vertical tab": "a\x0bb", "form feed": "a\x0cb", "noncharacter": "a\uffffb",
    "interlinear": "a\ufff9b", "decomposed": "n\u0303andu\u0301", "carriage return": "a\rb", "unseen between letter and accent": "an\u200b\u0303o", "tag of language": "a\u180eb",
}  # fmt: skip
ALL = {**PLAIN, **UNSEEN}
