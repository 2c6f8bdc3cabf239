"""Say what a line is by itself: by patterns, by the words of buttons, by its shape."""
