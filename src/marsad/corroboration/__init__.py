"""From events of many reports to incidents."""
