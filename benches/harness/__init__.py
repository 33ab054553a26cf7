"""The benchmark harness of Tassei: synthetic data, peers, load, cells, report."""
