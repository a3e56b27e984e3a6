"""Which records of two files are about the same person or thing: candidates, evidence, probability."""
