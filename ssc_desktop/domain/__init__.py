"""Values and rules that hold wherever the program runs."""
