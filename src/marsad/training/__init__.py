"""Learning, from annotated articles, how sure a coded act is."""

from marsad.training.report import as_text, check_text
from marsad.training.samples import Annotated, Coded, code_samples
from marsad.training.training import Settings, Trained, as_record, train

__all__ = ["Annotated", "Coded", "Settings", "Trained", "as_record", "as_text", "check_text", "code_samples", "train"]
