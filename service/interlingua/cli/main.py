"""The command `interlingua`: parse, call, print. No rule lives here.

Exit codes: 0 done; 1 done, but records were refused or data does not conform; 2 the command, mapping,
shapes or vocabulary are wrong, or `--max-rejects` was passed; 3 the environment failed.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from interlingua.cli import demo, ledger, mapping, query, serve, submit, translate, validate

app = typer.Typer(
    name="interlingua",
    help="The common language of social protection data: translate records, check them, keep them, ask.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"interlingua {version('interlingua')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """The common language of social protection data."""


app.command("demo")(demo.demo)
app.command("serve")(serve.serve)
app.command("translate")(translate.translate)
app.command("submit")(submit.submit)
app.command("validate")(validate.validate)
app.command("query")(query.query)
app.add_typer(mapping.app, name="mapping")
app.add_typer(ledger.app, name="ledger")


def main() -> None:
    """Run the command line; turn every error into one coded sentence and the contract's exit code."""
    from interlingua.cli.output import fail

    try:
        app()
    except SystemExit:
        raise
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away (`| head`): not an error, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except BaseException as error:  # noqa: BLE001  the last fence: a user never sees a traceback
        sys.exit(fail(error))


if __name__ == "__main__":
    main()
