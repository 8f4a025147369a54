"""What the species of a result are."""

from plot_labels import CHARGES


def without_charge(result):
    """Has no species a charge?"""
    return bool(result.species) and all(CHARGES.get(name) == 0 for name in result.species)
