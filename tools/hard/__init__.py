"""Hard days, lived through on purpose: each module starts a real server, breaks something, and tells what was seen."""
