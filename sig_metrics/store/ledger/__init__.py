"""The log of the archive that a stranger can verify: a Merkle tree over the journal, and its signed checkpoints."""
