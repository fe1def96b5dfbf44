"""What must fit together in a pack, one module per kind of file.

The rules read nodes, not models, and are silent about what has not the right shape: so a file with a misspelt key still
gets all its other faults told in the same run.
"""
