import os

import pytest

from config.launch import lock
from config.launch.place import Place
from config.launch.problems import CannotStart


def test_a_second_start_is_told_where_the_first_one_runs(tmp_path):
    place = Place(tmp_path)
    place.make()
    held = lock.take(place)
    held.name_address("http://localhost:8000")
    with pytest.raises(CannotStart, match="already runs at http://localhost:8000 with the data in"):
        lock.take(place)
    os.close(held.fd)
    os.close(lock.take(place).fd)
