"""What a document, an entity, a mention and a relation are in anybody's TEI, as rows of tables."""
