"""Messages in files: EML, MBOX, and archives (ZIP) of both. Nothing in such a file is believed."""
