"""Learning, from annotated articles, how sure a coded act is."""



