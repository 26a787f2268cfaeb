"""Where students' code runs, shut in, and how data comes out of there."""
