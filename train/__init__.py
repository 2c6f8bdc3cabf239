"""Train the model of words. It is no part of what is installed."""
