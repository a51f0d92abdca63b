"""`python -m interlingua`: the command line."""

from interlingua.cli.main import main

if __name__ == "__main__":
    main()
