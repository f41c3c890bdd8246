"""Use cases: what a desk does. The only place where readers, evidence, engines, stores and stages meet."""
