"""The terminal: the only place that reads the environment, prints, asks and exits."""
