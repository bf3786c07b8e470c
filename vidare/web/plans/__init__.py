"""Pages of the plan and its steps."""
