"""The cores of the machine, shared by programs that start at the same time. Standard library only."""

import contextlib
import os
import threading


class CoreSlots:
    """At most as many ranks at a time as there are cores; a program with more ranks than cores has them alone."""

    def __init__(self, n_cores=0):
        self.n_cores = n_cores or len(os.sched_getaffinity(0))
        self.free = self.n_cores
        self.changed = threading.Condition()

    @contextlib.contextmanager
    def taken(self, n_ranks):
        n = min(n_ranks, self.n_cores)
        with self.changed:
            self.changed.wait_for(lambda: self.free >= n)
            self.free -= n
        try:
            yield
        finally:
            with self.changed:
                self.free += n
                self.changed.notify_all()
