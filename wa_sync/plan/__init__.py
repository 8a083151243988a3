"""Desired × live → plan. Pure: values in, values out."""
