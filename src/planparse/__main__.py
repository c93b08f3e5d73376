"""`python -m planparse`: the command line, where the program `planparse` is not on the path."""

from planparse.cli import main

main()
