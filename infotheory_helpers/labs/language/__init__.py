"""Lab 9: language models that count, and Shannon’s guessing game."""
