"""The page: how answers, articles and the archive are drawn, and what a click in it does."""
