"""The command line: thin, one small file a command."""
