"""Many tables in one step of a migration."""

from __future__ import annotations

from typing import Any

from django.db.migrations import CreateModel, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation


class AllAtOnce(SeparateDatabaseAndState):
    """Makes the tables when every model is known: made one by one, Django builds all models anew for each of them."""

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # the models built so far: they are built again, together with these
        super().state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.state_operations:
            schema_editor.create_model(to_state.apps.get_model(app_label, made(operation)))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.state_operations):
            schema_editor.delete_model(from_state.apps.get_model(app_label, made(operation)))


def made(operation: Operation) -> str:
    """The name of the model that the step makes."""
    assert isinstance(operation, CreateModel)
    return operation.name
