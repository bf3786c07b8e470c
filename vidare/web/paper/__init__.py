"""What goes out on paper: letters, the plan on one page, the week, the card and the sign for the door."""
