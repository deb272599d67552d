"""Parts of a reading page: the transcription as HTML, cards of entities, coloured TEI, and their style.

Each part is made without the others, so that a site can put them together differently.
"""
