"""House style: numbers, periods, plurals, names and typography in print."""
