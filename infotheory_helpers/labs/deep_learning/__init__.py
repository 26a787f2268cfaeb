"""Lab 10: KL in deep learning."""
