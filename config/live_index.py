"""How migrations add an index to a table that people and workers are using."""

from typing import Any

from django.db.migrations.operations import AddIndex


class AddLiveIndex(AddIndex):
    """AddIndex that lets others write meanwhile; its migration must say `atomic = False`.

    On PostgreSQL. SQLite has one writer at a time in any case.
    """

    atomic = False

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if schema_editor.connection.vendor != "postgresql":
            schema_editor.add_index(model, self.index)
            return
        # A try that was broken off leaves an index that is kept up to date and never used.
        schema_editor.remove_index(model, self.index, concurrently=True)
        schema_editor.add_index(model, self.index, concurrently=True)
