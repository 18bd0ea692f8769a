"""The exam of the second reader: papers with known faults, and papers in other words."""
