"""Lives at random: any deed of the house, by anybody, in any order; and what must hold after each."""
