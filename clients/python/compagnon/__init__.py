"""What the generated `compagnon_client` leaves to its user: who asks, pages, versions, refusals."""

from compagnon.refusals import Refused, done
from compagnon.reading import Page, pages, rows, version
from compagnon.sessions import Bearer, Machine, Person, connect

__all__ = ["Bearer", "Machine", "Page", "Person", "Refused", "connect", "done", "pages", "rows", "version"]
