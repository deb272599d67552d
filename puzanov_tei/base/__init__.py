"""What every room uses and none owns: files, the finder of files, processes, caches, near misses, XML with places."""
