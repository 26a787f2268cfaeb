"""What the learning platforms hand out and take back: their zips, their names of files, their tables."""
