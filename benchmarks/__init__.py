"""Speed, measured against peers: never part of the tests, never part of the package."""
