"""Evidence: rows come in by batches into immutable Parquet files under one append-only log a ledger."""
