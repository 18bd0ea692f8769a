"""The second reader: any finished text held against the release, by code that shares nothing with
the code that writes.
"""

from generator.factcheck.learned import Learned
from generator.factcheck.reader import Reader
from generator.factcheck.stated import Statement, Verdict

__all__ = ["Learned", "Reader", "Statement", "Verdict"]
