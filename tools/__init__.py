"""What is done to the checkout from outside: building, testing, releasing. No part of the running program."""
