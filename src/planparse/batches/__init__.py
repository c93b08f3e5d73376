"""Batches: folders of documents, each read in a process of its own, with a state that survives everything.

    inputs -> Job[] -> Executor (child processes, or a cluster) -> JobResult[] -> State -> manifest

The package is called `batches` because `planparse.batch` is the function.
"""
