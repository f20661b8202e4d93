"""Every migration after the first release lets the processes of the release before go on."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from config.live_index import AddLiveIndex
from tests.operator.live_rules import faults
from tests.operator.released_migrations import FIRST_RELEASE, SAFE_BECAUSE

INDEX = models.Index(fields=["words"], name="by_words")
NEVER_EMPTY = models.CharField(max_length=10)
CONSTRAINT = models.UniqueConstraint(fields=["words"], name="one_of_each")


@pytest.fixture(scope="module")
def graph():
    return MigrationLoader(None).graph


def test_the_list_of_released_migrations_names_ones_that_exist(graph):
    assert set(FIRST_RELEASE.items()) <= set(graph.nodes)


def test_later_migrations_let_old_processes_go_on(graph):
    released = {one for leaf in FIRST_RELEASE.items() for one in graph.forwards_plan(leaf)}
    for key in set(graph.nodes) - released - {tuple(name.split(".")) for name in SAFE_BECAUSE}:
        before = graph.make_state(nodes=[key], at_end=False)
        assert list(faults(graph.nodes[key], before)) == []


def faults_of(*operations, atomic: bool = True) -> list[str]:
    """Of a migration after one that made a table Note with a column `words` that may be NULL."""
    state = ProjectState()
    words = ("words", models.CharField(max_length=10, null=True))
    state.add_model(
        ModelState("notes", "Note", [("id", models.AutoField(primary_key=True)), words])
    )
    migration = type("Migration", (migrations.Migration,), {"operations": list(operations)})
    made = migration("0002_change", "notes")
    made.atomic = atomic
    return list(faults(made, state))


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("note", "words"),
        migrations.RenameField("note", "words", "text"),
        migrations.DeleteModel("Note"),
        migrations.RenameModel("Note", "Remark"),
        migrations.AlterModelTable("note", "remarks"),
        migrations.AddField("note", "title", NEVER_EMPTY),
        migrations.AlterField("note", "words", NEVER_EMPTY),
        migrations.AlterField("note", "words", models.TextField(null=True)),
        migrations.AlterField("note", "words", models.CharField(max_length=5, null=True)),
        migrations.AlterField(
            "note", "words", models.CharField(max_length=10, null=True, unique=True)
        ),
        migrations.AddIndex("note", INDEX),
        AddLiveIndex("note", INDEX),
        migrations.AddConstraint("note", CONSTRAINT),
        migrations.RunSQL("DROP TABLE notes_note"),
        migrations.RunPython(migrations.RunPython.noop),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_old_processes_would_suffer_from_is_found(operation):
    [fault] = faults_of(operation)
    assert fault.startswith("notes.0002_change: ")


def test_what_they_do_not_notice_is_allowed():
    allowed = [
        migrations.AddField("note", "title", models.CharField(max_length=10, null=True)),
        migrations.AddField("note", "kind", models.CharField(max_length=10, db_default="")),
        migrations.AlterField("note", "words", models.CharField(max_length=90, null=True)),
        AddLiveIndex("note", INDEX),
    ]
    assert faults_of(*allowed, atomic=False) == []


def test_a_new_table_may_have_whatever_it_likes():
    table = migrations.CreateModel("Tag", [("id", models.AutoField(primary_key=True))])
    assert faults_of(table, migrations.AddField("tag", "words", NEVER_EMPTY)) == []


@pytest.mark.django_db(transaction=True)
def test_an_index_that_was_broken_off_is_made_anew():
    state = MigrationLoader(connection).project_state()
    operation = AddLiveIndex("event", models.Index(fields=["sentence"], name="by_sentence"))
    after = state.clone()
    operation.state_forwards("exports", after)
    tries = 2 if connection.vendor == "postgresql" else 1
    for _ in range(tries):
        with connection.schema_editor(atomic=False) as editor:
            operation.database_forwards("exports", editor, state, after)
    try:
        with connection.cursor() as cursor:
            made = connection.introspection.get_constraints(cursor, "exports_event")
        assert made["by_sentence"]["columns"] == ["sentence"]
    finally:
        with connection.schema_editor() as editor:
            operation.database_backwards("exports", editor, after, state)
