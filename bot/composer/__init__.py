"""From a citizen's words to a decision: understand, extract, rules, wording. Pure."""
