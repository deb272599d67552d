"""A project: the folder of an edition, made by `init` and kept up to date by `build`."""
