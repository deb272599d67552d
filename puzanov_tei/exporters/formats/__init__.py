"""One module a format: what a document becomes in it (`render`) and how the parts are written (`write`)."""
