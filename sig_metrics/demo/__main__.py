"""`python -m sig_metrics.demo`: rewrites `data/demo/*.csv` from the seeded chapters."""

from sig_metrics.demo.chapters import write_all

for path in write_all():
    print(path.name)
