"""What nobody should send, sent everywhere, and what must hold all the same."""
