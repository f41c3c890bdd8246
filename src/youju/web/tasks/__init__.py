"""What jobs do: one module a kind of job, each with one ``run(job, tick)``."""
