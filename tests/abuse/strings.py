"""Strings that break things: each stands for a kind of trouble, made up here and short enough for any field."""

from typing import Final

from annotations.domain.text import clean

ZALGO: Final = "z" + "\u0300\u0321\u0334\u0346\u035c\u0489" * 5 + "o"
KEPT: Final = (
    # what looks like nothing, a number or a word of a programming language
    *("null", "undefined", "None", "NaN", "-Infinity", "true", "0", "-0", "007", "1e309", "0x1F", "1/0", "{}", "[]"),
    *("9" * 40, "1,000.50", "1 000,50", "١٢٣", "½", "2026-02-30", "\\", "\\N", "\\u0000", "%00", "constructor", "__proto__"),
    # markup, scripts, templates
    *("<b>bold</b>", "<script>alert(1)</script>", "</script><script>alert(2)</script>", "<!-- comment", "-->", "]]>"),
    *("'\"><img src=x onerror=alert(3)>", "\" autofocus onfocus=\"alert(4)", "' style='x:expression(5)", "&lt;b&gt;"),
    *("<svg/onload=alert(6)>", "javascript:alert(7)", "&amp;&quot;&#39;&#x27;", "</title></textarea></style>"),
    *("<!DOCTYPE x [<!ENTITY a '&b;&b;'>]>&a;", "{{ 7|add:7 }}", "{% debug %}", "{# gone #}", "${7*7}", "#{7*7}", "<%= 7 %>"),
    # queries, shells, formats, paths
    *("'; DROP TABLE claim; --", "1' OR '1'='1", "%s%s%n%d", "%(name)s", "{0.__class__}", "{}{}", "a%", "a_b", "%", "_"),
    *("$(reboot)", "`reboot`", "; rm -rf /", "| cat", "../../etc/passwd", "..\\..\\boot.ini", "file:///etc/passwd", "~"),
    *("a & b", "a | b ! (c", "'a' <-> \"b\"", "a:*", "(((", "[a-z", "(?=x)", "a{99999}", ".*.*.*!"),
    # formulas of spreadsheets
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x.example")', "=cmd|' /C calc'!A0", "＝1+1", "－1", "'=1", '"a","b"'),
    # letters
    *("e\u0301 and \u00e9", "\u212b \u2126 \ufb01", "İıiI", "ßẞ", "ǆǅ", "\u1e9b\u0323", "가각 \u1100\u1161", "नमस्ते", "ไทย", "汉字𠮷𠮾"),
    *("שלום עולם", "السلام عليكم", "abc\u202edef\u202c", "\u2066iso\u2069", "\u061c", "a\u200bb\u200cc\u200dd", "\u2060x\u2061", "so\u00adft"),
    *("🚢", "👩‍👩‍👧‍👦", "👍🏽", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🇩🇰🇸🇪", "1️⃣", "☺\ufe0e☺\ufe0f"),
    *(ZALGO, "\u0301starts with a mark", "\u1112\u1161\u11ab", "\ufdfa", "\U0001f1e6", "\u180e", "\u3164", "\u2800", "\u115f"),
    *("\ufffe\uffff", "\U0001fffe", "\ufdd0", "\ufffd", "\ue000", "\U0010fffd", "\U000e0001", "\ufff9a\ufffab\ufffb"),
    # white space, line breaks and controls, which the canonical form bends or drops
    *(" \u00a0 two  spaces \u3000 ", "a\tb", "a\r\nb", "a\rb", "a\vb\fc", "a\u0085b", "a\u2028b", "a\u2029b", "\n\n\na\n\n\n\nb"),
    *("\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "a\x08b", "\x7f", "\x9b31m", "\ufeffmark", "a\x01\x02\x1fb"),
    # long words, and letters that grow when they are normalised
    *("x" * 280, "\u05d0" * 200, "a " * 100, "\ufb2c" * 20, "\U0001d160" * 20, "w" * 60 + "\u00ad" * 60),
)  # fmt: skip
"""What is kept, in its canonical form."""

REFUSED: Final = ("a\x00b", "\x00", "\ud800", "a\udfffb", "\udc00\ud800")
"""What cannot be stored: NUL and halves of surrogate pairs."""


def bundled(most: int) -> list[str]:
    """All that is kept in texts of at most so many code points: each string whole, or cut where it alone is longer."""
    texts = [""]
    for string in KEPT:
        whole = f"{texts[-1]} {string}" if texts[-1] else string[:most]
        if max(len(whole), len(clean(whole))) <= most:
            texts[-1] = whole
        else:
            texts.append(string[: most // 3])
    return texts
