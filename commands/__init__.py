"""What each command of `dateline` does, and the words in which it reports.

A command takes the parsed arguments and gives its exit code. It imports what it uses when it runs, so that
`ask` does not wait for what `index` and `app` need: torch, sentence-transformers and Gradio take 12 s.
"""
