"""Small files of word processors, written by hand: nothing that reads them here has made them."""

from __future__ import annotations

import io
import zipfile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def archive(members: dict[str, str | bytes]) -> bytes:
    """A ZIP archive of these members; `mimetype` is stored."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def docx(body: str, doctype: str = "", **parts: str) -> bytes:
    """A Word document with this body; `parts` are further members of `word/` (`footnotes`, `numbering` ...)."""
    root = 'xmlns:w="' + _W + '"'
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "word/document.xml": f"{doctype}<w:document {root}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        members[f"word/{name}.xml"] = f"<w:{name} {root}>{content}</w:{name}>"
    return archive(members)


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of Word; a run that is no markup is plain words."""
    made = [run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs]
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(made)}</w:p>"


def odt(body: str, styles: str = "", **parts: str) -> bytes:
    """An OpenDocument text with this body and these automatic styles; `parts` are further members."""
    names = " ".join(
        f'xmlns:{prefix}="{_ODF}{space}:1.0"'
        for prefix, space in {
            **{name: name for name in ("office", "text", "style", "table")},
            "fo": "xsl-fo-compatible",
            "draw": "drawing",
            "svg": "svg-compatible",
        }.items()
    )
    content = (
        f'<office:document-content {names} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **parts})


def epub(*chapters: str) -> bytes:
    """A book of these chapters (the content of each `body`)."""
    items = "".join(
        f'<item id="c{n}" href="c%20{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>{items}</manifest>'
        f"<spine>{spine}</spine></package>",
    }
    for number, chapter in enumerate(chapters):
        members[f"OEBPS/c {number}.xhtml"] = (
            f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{chapter}</body></html>'
        )
    return archive(members)


def rtf(body: str) -> bytes:
    """A Rich Text file with this body; font 1 is Cyrillic, style 2 a heading."""
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times;}}"
    return (head + r"{\stylesheet{\s2 heading 2;}}{\info{\title no text}}" + body + "}").encode("latin-1")


HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
NO_LETTERS = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /N /Encoding /Identity-H /DescendantFonts [<< /Type /Font /BaseFont /N "
    "/Subtype /CIDFontType2 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
)
"""A font that draws signs and does not say which letters they are."""


def pdf(*pages: list[tuple[float, float, float, str]], font: str = HELVETICA) -> bytes:
    """A PDF with one content stream a page: words at (x, y) in a size, in one font."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", font]
    kids = []
    for words in pages:
        drawn = "".join(f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n" for x, y, size, text in words)
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
    refs = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{refs}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")
