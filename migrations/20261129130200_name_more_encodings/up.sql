-- Files of Excel for Mac, UTF-16, and UTF-8 once taken for Windows-1252 are read too.
ALTER TABLE imports DROP CONSTRAINT imports_encoding, ADD CONSTRAINT imports_encoding CHECK (
    encoding IN ('utf-8', 'utf-8-bom', 'utf-8-twice', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh')
);
