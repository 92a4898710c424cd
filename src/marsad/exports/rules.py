"""Do no harm: the rules under which incidents leave the house, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marsad.codebook import Protected

PLACEHOLDER = "[name withheld]"
DEFAULT_RADIUS_KM = 5.0
# Whose exact points could guide a second strike.
COARSENED: tuple[Protected, ...] = (Protected.HEALTH, Protected.CAMP, Protected.HUMANITARIAN)


@dataclass(frozen=True, slots=True)
class HarmRules:
    """What is withheld.

    Args:
        mask_names: names of private persons are replaced by `PLACEHOLDER`.
        protected_radius_km: points of acts against `COARSENED` objects are moved to the middle of a fixed
            grid cell, at most so many kilometres away; 0 leaves them.

    Raises:
        ValueError: a radius below 0 or above 100 km.
    """

    mask_names: bool = True
    protected_radius_km: float = DEFAULT_RADIUS_KM

    def __post_init__(self) -> None:
        if not 0 <= self.protected_radius_km <= 100:
            raise ValueError(f"radius {self.protected_radius_km:g} km: want 0 to 100")

    def statement(self) -> dict[str, Any]:
        """The rules as data, to be written into what is exported."""
        return {
            "names_of_private_persons": "masked" if self.mask_names else "kept",
            "placeholder": PLACEHOLDER if self.mask_names else None,
            "protected_points_radius_km": self.protected_radius_km or None,
            "protected": [kind.value for kind in COARSENED] if self.protected_radius_km else [],
        }

    def sentence(self) -> str:
        """The rules in one sentence."""
        names = "names of private persons masked" if self.mask_names else "names of private persons kept"
        kinds = ", ".join(kind.value for kind in COARSENED)
        points = (
            f"points of acts against {kinds} coarsened to {self.protected_radius_km:g} km"
            if self.protected_radius_km
            else "all points exact"
        )
        return f"{names}; {points}"
