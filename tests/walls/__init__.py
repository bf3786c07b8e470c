"""The walls, tried from every side: who stands where, what is written where, and every way out."""
