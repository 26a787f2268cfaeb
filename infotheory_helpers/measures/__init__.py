"""Numbers only, with NumPy only: information, losses, and the checking of what is passed in."""
