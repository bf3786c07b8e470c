"""What the program costs, measured beside a floor in one run."""
