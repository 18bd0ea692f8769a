"""What CI and editors run on templates and whole batches, before a release goes out."""
