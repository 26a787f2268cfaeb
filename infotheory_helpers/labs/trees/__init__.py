"""Lab 7: decision trees."""
