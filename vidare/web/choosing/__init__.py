"""What is chosen by typing a few letters: the field, and the address that answers it."""
