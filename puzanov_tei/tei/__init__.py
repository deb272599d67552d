"""From stand-off data to TEI P5, and TEI files read again."""

from puzanov_tei.tei.document import Surroundings, assemble
from puzanov_tei.tei.transcription import Transcription, transcribe

__all__ = ["Surroundings", "Transcription", "assemble", "transcribe"]
