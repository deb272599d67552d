"""Saxon (saxonche): one processor a process that opens nothing, and one for schemas that the person trusts.

Without trust Saxon opens no file, no address and no variable of the environment, calls no function from outside
and writes no result documents. What a rule may read is handed in (see `sandbox`).
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from functools import cache
from typing import Any

_FEATURE = "http://saxon.sf.net/feature/"
_CLOSED = {
    "allowedProtocols": "",
    "allow-external-functions": "false",
    # fn:parse-xml with a DTD of its own would read files else (Saxon 12)
    "parserFeature?uri=http://xml.org/sax/features/external-general-entities": "false",
    "parserFeature?uri=http://xml.org/sax/features/external-parameter-entities": "false",
    "parserFeature?uri=http://apache.org/xml/features/nonvalidating/load-external-dtd": "false",
}
_TRUSTED = {"allowedProtocols": "file"}
_TURN = threading.Lock()


def processor(trusted: bool = False) -> Any:
    """The process's Saxon processor; not trusted: one that opens nothing.

    There is one of each: what one processor has made (trees, stylesheets) another one refuses.
    """
    return _processor(trusted)


@cache
def _processor(trusted: bool) -> Any:
    from saxonche import PySaxonProcessor

    saxon = PySaxonProcessor(license=False)
    for name, value in (_TRUSTED if trusted else _CLOSED).items():
        saxon.set_configuration_property(f"{_FEATURE}{name}", value)
    return saxon


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One thread at a time, with nothing on standard error, while Saxon works.

    Its processors, builders and stylesheets hold what they are given for a run, and it prints errors that it also
    raises, and xsl:message.
    """
    with _TURN, _silenced():
        yield


@contextlib.contextmanager
def _silenced() -> Iterator[None]:
    try:
        kept = os.dup(2)
    except OSError:  # there is no standard error
        yield
        return
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)
        os.close(null)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def document(text: str, address: str, trusted: bool = False) -> Any:
    """A document as Saxon's tree, with its address as base URI and document URI."""
    builder = processor(trusted).new_document_builder()  # Saxon 12.5 ends the process when one outlives its thread
    builder.set_base_uri(address)
    return builder.parse_xml(xml_text=text)
