"""Archives of any size to coded events: files in, Parquet out, on one machine or a cluster. No coding logic here."""

from marsad.scale.run import Options, Summary, scale

__all__ = ["Options", "Summary", "scale"]
