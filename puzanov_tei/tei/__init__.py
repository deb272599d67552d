"""From stand-off data to TEI P5, and TEI files read again."""

from puzanov_tei.tei.account import left_out
from puzanov_tei.tei.document import Surroundings, assemble, identifier, name_of_file
from puzanov_tei.tei.transcription import Phrase, Transcription, phrase, transcribe
from puzanov_tei.tei.write import serialize

__all__ = [
    "Phrase",
    "Surroundings",
    "Transcription",
    "assemble",
    "identifier",
    "left_out",
    "name_of_file",
    "phrase",
    "serialize",
    "transcribe",
]
