"""Incidents as the formats that users already read, with nothing in them that could do harm unasked."""

from marsad.exports.format import ExportOptions, ExportReport, Format
from marsad.exports.formats import FORMATS
from marsad.exports.mask import mask_incident, mask_text
from marsad.exports.rules import HarmRules

__all__ = ["FORMATS", "ExportOptions", "ExportReport", "Format", "HarmRules", "mask_incident", "mask_text"]
