"""What a check is: quantities, mistakes, and the comparison that tells which one was made. It knows no lab."""
