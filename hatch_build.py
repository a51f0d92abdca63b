"""Makes the snapshots of vocabulary and shapes that a wheel brings along (docs/decisions/0005-snapshots.md)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MAKE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from interlingua.shacl.kept import snapshots
from interlingua.vocabulary import describing, loading
for snapshot in (loading.SNAPSHOT, describing.SNAPSHOT, *snapshots()):
    snapshot.write(Path(sys.argv[2]))
    print(snapshot.name)
"""


class CustomBuildHook(BuildHookInterface[Any]):
    """Runs the checkout's own code in another process: the build must not keep its modules."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the snapshots to a wheel. An editable installation makes its own when it first loads."""
        if version == "editable":
            return
        root = Path(self.root)
        folder = root / "build" / "wheel"
        command = [sys.executable, "-c", MAKE, str(root / "service"), str(folder)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for name in done.stdout.split():
            file = f"{name}.json"
            build_data["force_include"][str(folder / file)] = f"interlingua/_shipped/{file}"
