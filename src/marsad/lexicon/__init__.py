"""The tables of Arabic words, compiled, and the rules that check them."""
