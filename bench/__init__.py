"""Measurements that people run by hand: speed and accuracy."""
