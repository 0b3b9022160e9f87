"""What the type checker loads: no service is reached."""

import os
import tempfile

os.environ.setdefault("FACTCHECK_DATA_DIR", tempfile.gettempdir())

from factcheck.settings.base import *

SECRET_KEY = "types-only"
