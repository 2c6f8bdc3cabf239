"""Train the models of words and of lines. It is no part of what is installed."""
