"""What parts of your own are made of: everything that a plug-in imports (docs/plugins.md).

The types say what a part is given and has to give; the functions are those that a small part builds on.
"""

from puzanov_tei.archives import Archive
from puzanov_tei.archives import parse as parse_archive
from puzanov_tei.authority import Authority
from puzanov_tei.base.scan import Facts
from puzanov_tei.decisions.edited_tei import learn as learn_from_tei
from puzanov_tei.decisions.lines import Decision
from puzanov_tei.decisions.sources import Edited, Lesson, unsaid
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.editions import Step
from puzanov_tei.exporters.editions.corpus import Corpus
from puzanov_tei.exporters.editions.draft import Draft
from puzanov_tei.exporters.output import Output
from puzanov_tei.findings import Edit, Finding, Location, Severity
from puzanov_tei.model import Block, BlockKind, Certainty, Document, Kind, Mention, Metadata, Page, Reading
from puzanov_tei.readers.file import File
from puzanov_tei.readers.plain import read as read_plain
from puzanov_tei.reporters.report import Report
from puzanov_tei.tei.read import Edition

__all__ = [
    "Archive",
    "Authority",
    "Block",
    "BlockKind",
    "Certainty",
    "Corpus",
    "Decision",
    "Document",
    "Draft",
    "Edit",
    "Edited",
    "Edition",
    "Facts",
    "File",
    "Finding",
    "Kind",
    "Lesson",
    "Location",
    "Mention",
    "Metadata",
    "Options",
    "Output",
    "Page",
    "Reading",
    "Report",
    "Severity",
    "Step",
    "learn_from_tei",
    "parse_archive",
    "read_plain",
    "unsaid",
]
