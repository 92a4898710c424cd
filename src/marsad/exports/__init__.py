"""Incidents as the tables that others read; one small file a format."""
