"""The append-only record of what happened to personal data: an RFC 6962 Merkle tree.

The store keeps the entries, the head (a `Frontier`) and every completed node
of the tree, so that an append writes two nodes on average and a proof reads
O(log n) of them. Nothing here reads a clock or a database.
"""

from __future__ import annotations

from passerelle.protocol.journal.audit import Fault, first_fault
from passerelle.protocol.journal.frontier import Frontier, FrontierError, Node
from passerelle.protocol.journal.leaf import Act, JournalLeaf, JournalLeafError, bound, commitment
from passerelle.protocol.journal.proof import (
    ProofError,
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from passerelle.protocol.journal.tree import EMPTY_ROOT, NodeHash, leaf_hash, node_hash, nodes_of, root

__all__ = [
    "EMPTY_ROOT",
    "Act",
    "Fault",
    "Frontier",
    "FrontierError",
    "JournalLeaf",
    "JournalLeafError",
    "Node",
    "NodeHash",
    "ProofError",
    "bound",
    "commitment",
    "consistency_proof",
    "first_fault",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "nodes_of",
    "root",
    "verify_consistency",
    "verify_inclusion",
]
