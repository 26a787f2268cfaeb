"""Lab 8: codes that compress."""
