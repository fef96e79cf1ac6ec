"""The benchmark: what the program costs, as ratios to something measured beside it in one run."""
