"""Answers and articles become HTML: everything that the page shows, and none of its events."""
