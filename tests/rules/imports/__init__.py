"""Lists that units have."""
