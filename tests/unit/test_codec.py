"""The JSON codec, where several threads meet it at once."""

import subprocess
import sys

# Every lane of a window asks for the lists first; with such short turns they do so together.
FIRST_MEETING = """
import sys, threading
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.services import codec

DATA = b'''{"version": "1", "countries": [{"code": "JO", "ar": "-", "en": "-"}], "banks": [],
    "academic_levels": [], "kinships": [], "sms_calling_codes": [], "optional_fields": ["bank"],
    "password_rule": {}, "code_length": 4}'''
sys.setswitchinterval(1e-7)
gate, read = threading.Barrier(16), []

def meet():
    gate.wait()
    read.append(codec.decode(DATA, ReferenceData))

threads = [threading.Thread(target=meet) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert len(read) == 16
"""


def test_threads_that_meet_a_type_together_read_it_all_the_same() -> None:
    for _ in range(12):
        ended = subprocess.run(
            [sys.executable, "-c", FIRST_MEETING], capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stderr
