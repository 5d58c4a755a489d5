#!/bin/sh
# Prints src/schema.rs anew from the base DATABASE_URL names (needs diesel_cli); our arrays hold no nulls.
set -eu
diesel print-schema | sed -E 's/Array<Nullable<(\w+)>>/Array<\1>/' > src/schema.rs.new
mv src/schema.rs.new src/schema.rs
