"""All that a check can be asked for, loaded."""

from infotheory_helpers.checks.quantities import quantity_named, quantity_names

QUANTITIES = {name: quantity_named(name) for name in quantity_names()}
