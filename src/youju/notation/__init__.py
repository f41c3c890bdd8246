"""Text to nouns and back: targets, amounts, dates, documents; canonical bytes and digests."""
