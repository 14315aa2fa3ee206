"""Files given by users, opened in a process of their own: whatever a reader does there, ours goes on."""

from visa_data.extracts.apart.door import read_apart
from visa_data.extracts.apart.several import read_several
from visa_data.extracts.apart.workers import prepare, private_folder

__all__ = ["prepare", "private_folder", "read_apart", "read_several"]
