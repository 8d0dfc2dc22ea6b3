from functools import cache

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names and gzip. Brotli would cost each start ten seconds for a few kilobytes less."""

    keep_only_hashed_files = True

    @cache  # noqa: B019 (there is one storage, for the life of the process)
    def url(self, name: str, force: bool = False) -> str:
        """A page names some forty icons; the manifest, read once, says the same each time."""
        return str(super().url(name, force))

    def create_compressor(self, **options: object) -> Compressor:
        return Compressor(use_brotli=False, **options)  # type: ignore[no-untyped-call]
