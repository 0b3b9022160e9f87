"""The laws of the house that no linter knows."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations import actions
from annotations.dispatch import Job
from annotations.domain.material import MATERIAL
from annotations.models import Claim
from annotations.queries.undone import UNDONE
from factcheck.celery import app as celery

ROOT = Path(__file__).parents[2]
ROOMS = ["annotations", "factcheck", "devservices", "benchmarks"]
DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "core",
    "services",
    "manager",
    "managers",
}


def python_files() -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def act_modules() -> Iterator[object]:
    for found in pkgutil.iter_modules(actions.__path__):
        yield importlib.import_module(f"annotations.actions.{found.name}")


def test_no_file_is_longer_than_400_lines() -> None:
    sources = [
        *python_files(),
        *(ROOT / "tests").rglob("*.py"),
        *(ROOT / "frontend/src").rglob("*.ts"),
        *(ROOT / "templates").rglob("*.html"),
    ]
    made_by_tools = {"schema.d.ts"}
    long = [
        f"{path.relative_to(ROOT)}: {count}"
        for path in sources
        if path.name not in made_by_tools and (count := len(path.read_text().splitlines())) > 400
    ]
    assert long == []


def test_no_function_is_longer_than_40_lines() -> None:
    long = []
    for path in python_files():
        for function in functions(ast.parse(path.read_text())):
            body = function.body[1:] if ast.get_docstring(function) else function.body
            if not body:
                continue
            lines = (function.end_lineno or 0) - body[0].lineno + 1
            if lines > 40:
                long.append(f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {lines}")
    assert long == []


def test_no_drawer_is_called_utils() -> None:
    assert [
        str(path) for path in python_files() if path.stem in DRAWERS or path.parent.name in DRAWERS
    ] == []


def test_every_public_module_class_and_function_says_what_it_means() -> None:
    silent = []
    for path in python_files():
        tree = ast.parse(path.read_text())
        if path.read_text().strip() and not ast.get_docstring(tree):
            silent.append(f"{path.relative_to(ROOT)}: module")
        silent += [
            f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
        ]
    assert silent == []


def test_whatever_takes_an_actor_is_an_act_with_keywords_only() -> None:
    """A public function of `actions` that an actor calls is one transaction (`@act` or `@step`)."""
    inside_an_act = {
        "record", "record_lines",
        "erase", "blank", "planned", "locked_claim", "locked_verdict", "publisher_named",
        "keep_many", "read_one", "file_all", "write_texts",
        "keep_file", "keep_sealed_file", "mark_erased", "seal", "grant", "write_sealed",
        "occurrence_at", "occurrence_of", "change_occurrence", "passage_at",
        "newest_version", "made_default", "retired",
    }  # fmt: skip
    wrong = []
    for module in act_modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if (
                name.startswith("_")
                or function.__module__ != module.__name__
                or name in inside_an_act
            ):
                continue
            parameters = inspect.signature(function).parameters
            if "actor" not in parameters:
                continue
            keywords = all(p.kind is inspect.Parameter.KEYWORD_ONLY for p in parameters.values())
            if not keywords or not (hasattr(function, "is_act") or hasattr(function, "is_step")):
                wrong.append(f"{module.__name__}.{name}")
    assert wrong == []


def test_names_of_acts_are_unique() -> None:
    names = [
        name
        for module in act_modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and (hasattr(function, "is_act") or hasattr(function, "is_step"))
    ]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("job", list(Job))
def test_every_job_has_a_task_and_names_its_undone_rows(job: Job) -> None:
    celery.loader.import_default_modules()
    assert job.value in celery.tasks
    assert job.value in UNDONE


def test_no_undone_query_is_without_its_job() -> None:
    assert set(UNDONE) == {job.value for job in Job}


def test_tasks_are_ten_lines_at_most_and_call_one_act() -> None:
    for path in (ROOT / "annotations/tasks").glob("*.py"):
        for function in functions(ast.parse(path.read_text())):
            assert (function.end_lineno or 0) - function.lineno < 10, f"{path.name} {function.name}"
            calls = [
                node
                for node in ast.walk(ast.Module(body=function.body, type_ignores=[]))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            ]
            assert len(calls) == 1, f"{path.name} {function.name} calls {len(calls)} acts"


def test_no_signal_has_a_receiver_of_ours() -> None:
    for path in (ROOT / "annotations").rglob("*.py"):
        text = path.read_text()
        assert "@receiver" not in text, path
        assert ".connect(" not in text, path


def test_substantive_columns_exist() -> None:
    models = {
        model._meta.model_name: model
        for model in Claim._meta.apps.get_app_config("annotations").get_models()
    }
    for table, columns in MATERIAL.items():
        known = {field.column for field in models[table]._meta.concrete_fields}
        assert set(columns) <= known, table
