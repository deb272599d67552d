"""The language server: what an editor asks while a document is being written, answered from its schema."""
