"""Parts of a reading page: the transcription as HTML, cards of entities, coloured TEI, and their style.

Each part is made without the others, so that a site can put them together differently. Of the transcription,
`transcription` has the order and the state, and `elements` says which function writes which TEI element.
"""
