"""How well coded events agree with annotated ones."""

from marsad.evaluation.metrics import Result, evaluate
from marsad.evaluation.report import as_dict, as_text

__all__ = ["Result", "as_dict", "as_text", "evaluate"]
