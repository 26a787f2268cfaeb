"""What other libraries return for the same words, and the steps that lead from the course's number to theirs."""
