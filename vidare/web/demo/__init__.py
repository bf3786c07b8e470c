"""The demo: a year in a made-up office, lived through the same actions as a real one."""
