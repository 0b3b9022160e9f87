"""What the demo desk begins with: three articles, and the work on them in every state."""
