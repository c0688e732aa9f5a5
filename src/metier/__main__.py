"""``python -m metier``."""

from metier.surfaces.cli.main import main

main()
