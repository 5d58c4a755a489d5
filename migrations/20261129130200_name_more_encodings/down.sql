UPDATE imports SET encoding = 'utf-8' WHERE encoding IN ('utf-8-twice', 'utf-16le', 'utf-16be', 'macintosh');
ALTER TABLE imports DROP CONSTRAINT imports_encoding, ADD CONSTRAINT imports_encoding CHECK (
    encoding IN ('utf-8', 'utf-8-bom', 'windows-1252')
);
