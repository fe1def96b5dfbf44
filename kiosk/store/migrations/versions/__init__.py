"""One module per revision, oldest `r0001_first`."""
