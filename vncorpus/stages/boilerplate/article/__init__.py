"""Find where the article stands: its weight, its title, its stretches and what is between them."""
