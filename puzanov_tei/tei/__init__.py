"""From stand-off data to TEI P5, and TEI files read again."""

from puzanov_tei.tei.account import header_of, left_out
from puzanov_tei.tei.document import Surroundings, assemble, identifier, name_of_file
from puzanov_tei.tei.transcription import Phrase, Transcription, phrase, transcribe

__all__ = [
    "Phrase",
    "Surroundings",
    "Transcription",
    "assemble",
    "header_of",
    "identifier",
    "left_out",
    "name_of_file",
    "phrase",
    "transcribe",
]
