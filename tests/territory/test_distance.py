import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from visa_data.territory.distance import arc_km, chord, haversine_km, unit_vectors

LATITUDES = st.floats(41.0, 51.5)
LONGITUDES = st.floats(-5.5, 9.8)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_within_0_6_percent_of_the_ellipsoid(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    sphere = float(haversine_km(lat1, lon1, lat2, lon2))
    ellipsoid = Geod(ellps="WGS84").inv(lon1, lat1, lon2, lat2)[2] / 1000
    assert sphere == pytest.approx(ellipsoid, rel=0.006, abs=1e-6)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_chords_say_the_same_as_haversine(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    a, b = unit_vectors(np.array([lat1, lat2]), np.array([lon1, lon2]))
    expected = float(haversine_km(lat1, lon1, lat2, lon2))
    assert float(arc_km(np.linalg.norm(a - b))) == pytest.approx(expected, rel=1e-6, abs=1e-5)


@given(st.floats(0, 2000))
def test_chord_and_arc_are_inverses(distance: float) -> None:
    assert float(arc_km(chord(distance))) == pytest.approx(distance, abs=1e-6)


def test_one_degree_of_latitude() -> None:
    assert float(haversine_km(50.0, 3.0, 51.0, 3.0)) == pytest.approx(6371.0088 * np.pi / 180)
