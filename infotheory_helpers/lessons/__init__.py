"""What lessons 0 to 6 show: figures, explorers, games."""
