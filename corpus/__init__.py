"""What the reform says: articles, guides, departments and words, as frozen values. Pure."""
