"""The command `interlingua`: parse, call, print. No rule lives here.

Exit codes: 0 done; 1 done, but records were refused or data does not conform; 2 the command, mapping,
shapes or vocabulary are wrong, or `--max-rejects` was passed; 3 the environment failed.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated

import typer

from interlingua.cli import demo, ledger, mapping, query, serve, submit, translate, validate, vocab

app = typer.Typer(
    name="interlingua",
    help="The common language of social protection data: translate records, check them, keep them, ask.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: quick, and the same in every terminal
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


app.command("demo", short_help="The sample country, from records to answers.")(demo.demo)
app.command("serve", short_help="Start the HTTP service, on this machine.")(serve.serve)
app.command("translate", short_help="Records in, RDF out; keep nothing.")(translate.translate)
app.command("submit", short_help="Translate, check and keep.")(submit.submit)
app.command("validate", short_help="Check any RDF against a profile.")(validate.validate)
app.command("query", short_help="Ask what is kept, in SPARQL.")(query.query)
app.add_typer(mapping.app, name="mapping")
app.add_typer(ledger.app, name="ledger")
app.add_typer(vocab.app, name="vocab")


def main() -> None:
    """Run the command line; turn every error into one coded sentence and the contract's exit code."""
    gc.set_threshold(50_000, 20, 50)  # vocabulary and shapes hold no cycles: do not look for any
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001  the last fence: a user never sees a traceback
        code = _ended_by(error)
    sys.exit(code if isinstance(code, int) else 0)


def _ended_by(error: BaseException) -> int:
    from interlingua.cli.output import fail
    from interlingua.errors import UsageError

    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 0
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        sys.stderr.write("\nStopped.\n")
        return 130
    if isinstance(error, BrokenPipeError):
        # The reader of our output went away (`| head`): not an error, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if hasattr(error, "format_message"):  # a usage error of the parser
        context = getattr(error, "ctx", None)
        command = context.command_path if context is not None else "interlingua"
        return fail(UsageError("IL-U001", error.format_message(), hint=f"See `{command} --help`."))
    return fail(error)


if __name__ == "__main__":
    main()
