"""Look at what was done to the text."""
