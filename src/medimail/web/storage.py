from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names and gzip. Brotli would cost each start ten seconds for a few kilobytes less."""

    keep_only_hashed_files = True

    def create_compressor(self, **options: object) -> Compressor:
        return Compressor(use_brotli=False, **options)  # type: ignore[no-untyped-call]
