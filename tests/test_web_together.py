"""Twenty readers and a writer at once: nobody waits for an error."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.web import make_client, make_database, outcomes, submit

READERS, ROUNDS = 20, 3
PRACTICE = outcomes()[0].records[0].practices[0].id
PATHS = ("/?q=联建", f"/practice/{PRACTICE}", "/overview", "/api/v1/search?q=联建")


def test_readers_and_a_writer(tmp_path: Path) -> None:
    with make_client(make_database(tmp_path / "cases.db")) as client:

        def read(number: int) -> int:
            return client.get(PATHS[number % len(PATHS)]).status_code

        def write(number: int) -> int:
            fields = {"name": f"村企联建{number}", "patterns": ["joint_build"]}
            page = f"/practice/{PRACTICE}"
            return submit(client, page, page + "/correct", fields).status_code

        client.get("/")  # one visit for all
        with ThreadPoolExecutor(READERS + 1) as pool:
            written = [pool.submit(write, number) for number in range(ROUNDS)]
            read_codes = list(pool.map(read, range(READERS * ROUNDS)))
            assert [future.result() for future in written] == [303] * ROUNDS
        assert set(read_codes) == {200}
